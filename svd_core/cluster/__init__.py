"""Work on many machines at once: a thin layer on Ray, which has the scheduler, the object store and the retries."""

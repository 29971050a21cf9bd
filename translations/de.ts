<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name></name>
    <message>
        <source>, </source>
        <comment>between keys in brackets</comment>
        <translation>, </translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Abspielen</translation>
    </message>
    <message>
        <source>Open &amp;Recent</source>
        <translation>&amp;Zuletzt geöffnet</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>&amp;Design</translation>
    </message>
    <message>
        <source>As the &amp;System</source>
        <translation>Wie das &amp;System</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Hell</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>&amp;Dunkel</translation>
    </message>
    <message>
        <source>Nothing to undo or to do again</source>
        <translation>Nichts rückgängig zu machen oder zu wiederholen</translation>
    </message>
    <message>
        <source>No song is open</source>
        <translation>Kein Lied ist geöffnet</translation>
    </message>
    <message>
        <source>The song&apos;s annotation cannot be changed here</source>
        <translation>Die Annotation des Lieds kann hier nicht geändert werden</translation>
    </message>
    <message>
        <source>No folder is open</source>
        <translation>Kein Ordner ist geöffnet</translation>
    </message>
    <message>
        <source>No song of the folder is selected</source>
        <translation>Kein Lied des Ordners ist gewählt</translation>
    </message>
    <message>
        <source>Begin with Songs &gt; Check What Teaches Most</source>
        <translation>Beginnen Sie mit Lieder &gt; Prüfen, was am meisten lehrt</translation>
    </message>
    <message>
        <source>No stretch of the queue was accepted or skipped yet</source>
        <translation>Noch ist kein Abschnitt der Warteschlange angenommen oder übersprungen</translation>
    </message>
    <message>
        <source>Work on many songs is under way</source>
        <translation>Arbeit an vielen Liedern läuft</translation>
    </message>
    <message>
        <source>No work on many songs is under way</source>
        <translation>Keine Arbeit an vielen Liedern läuft</translation>
    </message>
    <message>
        <source>The song has no regions</source>
        <translation>Das Lied hat keine Regionen</translation>
    </message>
    <message>
        <source>No region is selected</source>
        <translation>Keine Region ist ausgewählt</translation>
    </message>
    <message>
        <source>No region follows the selected one</source>
        <translation>Auf die ausgewählte Region folgt keine</translation>
    </message>
    <message>
        <source>The song is compared with nothing</source>
        <translation>Das Lied wird mit nichts verglichen</translation>
    </message>
    <message>
        <source>No differences are left</source>
        <translation>Es gibt keine Unterschiede mehr</translation>
    </message>
    <message>
        <source>There is no loop</source>
        <translation>Es gibt keine Schleife</translation>
    </message>
    <message>
        <source>The song has one channel only</source>
        <translation>Das Lied hat nur einen Kanal</translation>
    </message>
    <message>
        <source>No model is loaded</source>
        <translation>Kein Modell ist geladen</translation>
    </message>
    <message>
        <source>The song is not detected yet</source>
        <translation>Im Song ist noch kein Gesang erkannt worden</translation>
    </message>
    <message>
        <source>A training is running</source>
        <translation>Ein Training läuft</translation>
    </message>
    <message>
        <source>No training is running</source>
        <translation>Kein Training läuft</translation>
    </message>
    <message>
        <source>There is no unfinished training</source>
        <translation>Es gibt kein unfertiges Training</translation>
    </message>
    <message>
        <source>Nothing is left to detect, or it is being detected</source>
        <translation>Es ist nichts mehr zu erkennen, oder es wird gerade erkannt</translation>
    </message>
    <message>
        <source>Nothing is being opened or detected</source>
        <translation>Nichts wird geöffnet oder erkannt</translation>
    </message>
    <message>
        <source>No other model was in use before</source>
        <translation>Vorher war kein anderes Modell in Gebrauch</translation>
    </message>
    <message>
        <source>This model is in use already</source>
        <translation>Dieses Modell ist bereits in Gebrauch</translation>
    </message>
    <message>
        <source>It is so already</source>
        <translation>Es ist bereits so</translation>
    </message>
    <message>
        <source>{0} of {1} checked</source>
        <translation>{0} von {1} geprüft</translation>
    </message>
    <message>
        <source>, {0} left open</source>
        <translation>, {0} offen gelassen</translation>
    </message>
    <message>
        <source>sung</source>
        <translation>gesungen</translation>
    </message>
    <message>
        <source>not sung</source>
        <translation>nicht gesungen</translation>
    </message>
    <message>
        <source>left open</source>
        <translation>offen gelassen</translation>
    </message>
    <message>
        <source>of the source</source>
        <translation>der Herkunft</translation>
    </message>
    <message>
        <source>{0}: “{1}” is not a number</source>
        <translation>{0}: „{1}“ ist keine Zahl</translation>
    </message>
    <message>
        <source>{0}: not enough memory. Close other programs and try again.</source>
        <translation>{0}: Der Speicher reicht nicht. Schließen Sie andere Programme und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>{0}: unexpected fault in the program ({1}). Your work is saved; please report the details.</source>
        <translation>{0}: unerwarteter Fehler im Programm ({1}). Ihre Arbeit ist gespeichert; bitte melden Sie die Einzelheiten.</translation>
    </message>
    <message>
        <source>there is no such file or folder</source>
        <translation>es gibt keine solche Datei und keinen solchen Ordner</translation>
    </message>
    <message>
        <source>this is not allowed</source>
        <translation>das ist nicht erlaubt</translation>
    </message>
    <message>
        <source>nothing can be written there</source>
        <translation>dort kann nichts geschrieben werden</translation>
    </message>
    <message>
        <source>the disk is full</source>
        <translation>der Datenträger ist voll</translation>
    </message>
    <message>
        <source>the name is too long</source>
        <translation>der Name ist zu lang</translation>
    </message>
    <message>
        <source>Something went wrong</source>
        <translation>Etwas ist schiefgegangen</translation>
    </message>
    <message>
        <source>No sound device can be used. Connect one, then press Play. ({0})</source>
        <translation>Kein Audiogerät kann benutzt werden. Schließen Sie eines an, dann drücken Sie Abspielen. ({0})</translation>
    </message>
    <message>
        <source>The sound device “{0}” is not there; the system&apos;s default is used</source>
        <translation>Das Audiogerät „{0}“ ist nicht da; das Standardgerät des Systems wird benutzt</translation>
    </message>
    <message>
        <source>The sound device is gone. Connect it again, or another one, then press Play.</source>
        <translation>Das Audiogerät ist nicht mehr da. Schließen Sie es oder ein anderes an, dann drücken Sie Abspielen.</translation>
    </message>
    <message>
        <source>PortAudio is not installed ({0}). On Debian and Ubuntu: apt install libportaudio2</source>
        <translation>PortAudio ist nicht installiert ({0}). Unter Debian und Ubuntu: apt install libportaudio2</translation>
    </message>
    <message>
        <source>Turn pages</source>
        <translation>Umblättern</translation>
    </message>
    <message>
        <source>Scroll along</source>
        <translation>Mitlaufen</translation>
    </message>
    <message>
        <source>Stand still</source>
        <translation>Stehen bleiben</translation>
    </message>
    <message>
        <source>One threshold</source>
        <translation>Eine Schwelle</translation>
    </message>
    <message>
        <source>Two thresholds</source>
        <translation>Zwei Schwellen</translation>
    </message>
    <message>
        <source>Song&apos;s own threshold</source>
        <translation>Schwelle des Lieds</translation>
    </message>
    <message>
        <source>Most likely course</source>
        <translation>Wahrscheinlichster Verlauf</translation>
    </message>
    <message>
        <source>Singing is where the curve is above the threshold.</source>
        <translation>Gesang ist, wo die Kurve über der Schwelle liegt.</translation>
    </message>
    <message>
        <source>A region needs a place above the upper threshold, and lasts as long as the curve is above the lower one (hysteresis).</source>
        <translation>Eine Region braucht eine Stelle über der oberen Schwelle und dauert, solange die Kurve über der unteren liegt (Hysterese).</translation>
    </message>
    <message>
        <source>The threshold is moved towards the one that separates high from low probabilities best in this song (Otsu&apos;s).</source>
        <translation>Die Schwelle wird zu der hin verschoben, die in diesem Lied hohe und niedrige Wahrscheinlichkeiten am besten trennt (nach Otsu).</translation>
    </message>
    <message>
        <source>Of all courses, the one that fits the probabilities best, where each change between singing and not singing has a cost (Viterbi).</source>
        <translation>Von allen Verläufen derjenige, der am besten zu den Wahrscheinlichkeiten passt, wobei jeder Wechsel zwischen Gesang und Nicht-Gesang etwas kostet (Viterbi).</translation>
    </message>
    <message>
        <source>Begin above</source>
        <translation>Beginnen über</translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation>Schwelle</translation>
    </message>
    <message>
        <source>Go on above</source>
        <translation>Weiter über</translation>
    </message>
    <message>
        <source>Towards the song&apos;s own</source>
        <translation>Zur Schwelle des Lieds hin</translation>
    </message>
    <message>
        <source>Lowest threshold</source>
        <translation>Niedrigste Schwelle</translation>
    </message>
    <message>
        <source>Cost of a change</source>
        <translation>Kosten eines Wechsels</translation>
    </message>
    <message>
        <source>Median</source>
        <translation>Median</translation>
    </message>
    <message>
        <source>Shortest region</source>
        <translation>Kürzeste Region</translation>
    </message>
    <message>
        <source>Shortest gap</source>
        <translation>Kürzeste Lücke</translation>
    </message>
    <message>
        <source>Unsure in {0} % of the song</source>
        <translation>Unsicher in {0} % des Lieds</translation>
    </message>
    <message>
        <source>So much of the song has a probability near the threshold (between 0.2 and 0.8 at a threshold of 0.5). Of songs that it had not learned from, the model got 9 to 11 % wrong where this was {0:.0f} % or more, and 7 to 9 % elsewhere. That is a hint, no more: a model can be sure and wrong.</source>
        <translation>So viel des Lieds hat eine Wahrscheinlichkeit nahe der Schwelle (bei einer Schwelle von 0,5 zwischen 0,2 und 0,8). Von Liedern, aus denen es nicht gelernt hatte, bestimmte das Modell 9 bis 11 % falsch, wo es {0:.0f} % oder mehr waren, und sonst 7 bis 9 %. Das ist nur ein Hinweis: Ein Modell kann sicher und im Irrtum sein.</translation>
    </message>
    <message>
        <source>Look through this song with care.</source>
        <translation>Sehen Sie dieses Lied sorgfältig durch.</translation>
    </message>
    <message>
        <source>Detects this song at five pitches and averages, which takes about five times as long. Of songs that it had not learned from, 0.7 points fewer frames were wrong with it where the model was unsure, and elsewhere as many as without. Your corrections stay, and undo takes it back. Model &gt; Average over Pitch Shifts does the same in every song.</source>
        <translation>Sucht in diesem Lied auf fünf Tonhöhen nach Gesang und mittelt, was etwa fünfmal so lange dauert. Von Liedern, aus denen das Modell nicht gelernt hatte, waren damit dort, wo es unsicher war, 0,7 Punkte weniger Frames falsch und sonst so viele wie ohne. Ihre Korrekturen bleiben, und Rückgängig nimmt es zurück. Modell &gt; Über Tonhöhen mitteln tut dasselbe in jedem Lied.</translation>
    </message>
    <message>
        <source>frequency in Hz</source>
        <translation>Frequenz in Hz</translation>
    </message>
    <message>
        <source>probability of singing</source>
        <translation>Wahrscheinlichkeit von Gesang</translation>
    </message>
    <message>
        <source>checked</source>
        <translation>geprüft</translation>
    </message>
    <message>
        <source>Draw region</source>
        <translation>Region zeichnen</translation>
    </message>
    <message numerus="yes">
        <source>Move %n regions</source>
        <translation>
            <numerusform>Region verschieben</numerusform>
            <numerusform>%n Regionen verschieben</numerusform>
        </translation>
    </message>
    <message>
        <source>Move region</source>
        <translation>Region verschieben</translation>
    </message>
    <message>
        <source>Resize region</source>
        <translation>Region verlängern oder verkürzen</translation>
    </message>
    <message>
        <source>pitch × {0}</source>
        <translation>Tonhöhe × {0}</translation>
    </message>
    <message>
        <source>duration × {0}</source>
        <translation>Dauer × {0}</translation>
    </message>
    <message>
        <source>filter {0} at {1}</source>
        <translation>Filter {0} bei {1}</translation>
    </message>
    <message>
        <source>loudness {0}</source>
        <translation>Lautstärke {0}</translation>
    </message>
    <message>
        <source>nothing to mix with: somebody sings all through this song</source>
        <translation>nichts zum Mischen: In diesem Lied singt durchgehend jemand</translation>
    </message>
    <message>
        <source>mixed with {0} of another excerpt</source>
        <translation>mit {0} eines anderen Ausschnitts gemischt</translation>
    </message>
    <message>
        <source>not mixed this time</source>
        <translation>diesmal nicht gemischt</translation>
    </message>
    <message>
        <source>noise of {0} standard deviations</source>
        <translation>Rauschen von {0} Standardabweichungen</translation>
    </message>
    <message>
        <source>{0} of the values dropped</source>
        <translation>{0} der Werte ausgelassen</translation>
    </message>
    <message>
        <source>nothing is switched on</source>
        <translation>nichts ist eingeschaltet</translation>
    </message>
    <message>
        <source>Augmentations</source>
        <translation>Augmentierungen</translation>
    </message>
    <message>
        <source>Around {0} in “{1}”; the dashed line is the frame whose label is learned.</source>
        <translation>Um {0} in „{1}“; die gestrichelte Linie ist der Frame, dessen Label gelernt wird.</translation>
    </message>
    <message>
        <source>Play &amp;before</source>
        <translation>V&amp;orher abspielen</translation>
    </message>
    <message>
        <source>Play &amp;after</source>
        <translation>Na&amp;chher abspielen</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Vorher</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Nachher</translation>
    </message>
    <message>
        <source>Mel spectrogram: {0}</source>
        <translation>Mel-Spektrogramm: {0}</translation>
    </message>
    <message>
        <source>Drawing…</source>
        <translation>Wird gezeichnet…</translation>
    </message>
    <message>
        <source>Preparing sound</source>
        <translation>Ton wird vorbereitet</translation>
    </message>
    <message>
        <source>The rows of the paper&apos;s figure 2, which compares them</source>
        <translation>Die Zeilen aus Abbildung 2 des Artikels, die sie vergleicht</translation>
    </message>
    <message>
        <source>Setting</source>
        <translation>Einstellung</translation>
    </message>
    <message>
        <source>Pitch, time, filter, loudness and mixing: at random, or all at one end of their range</source>
        <translation>Tonhöhe, Zeit, Filter, Lautstärke und Mischung: zufällig oder alle an einem Ende ihres Bereichs</translation>
    </message>
    <message>
        <source>At random</source>
        <translation>Zufällig</translation>
    </message>
    <message>
        <source>All at their lowest</source>
        <translation>Alle am niedrigsten</translation>
    </message>
    <message>
        <source>All at their highest</source>
        <translation>Alle am höchsten</translation>
    </message>
    <message>
        <source>Draw</source>
        <translation>Stärke</translation>
    </message>
    <message>
        <source>Draw again (R)</source>
        <translation>Neu ziehen (R)</translation>
    </message>
    <message>
        <source>Your own</source>
        <translation>Eigene</translation>
    </message>
    <message>
        <source>Preparing sound…</source>
        <translation>Ton wird vorbereitet…</translation>
    </message>
    <message>
        <source>Nothing can be played: {0}</source>
        <translation>Nichts kann abgespielt werden: {0}</translation>
    </message>
    <message>
        <source>Preparing sound… The first time takes some seconds longer.</source>
        <translation>Ton wird vorbereitet… Beim ersten Mal dauert es einige Sekunden länger.</translation>
    </message>
    <message>
        <source>The sound after augmentation is made from the changed magnitudes, with phases that fit them. Noise and dropout are applied to the spectrogram alone, so they cannot be heard.</source>
        <translation>Der Klang nach der Augmentierung entsteht aus den veränderten Beträgen und dazu passenden Phasen. Rauschen und Dropout wirken nur auf das Spektrogramm, daher sind sie nicht zu hören.</translation>
    </message>
    <message>
        <source>Not needed: some of these songs are kept aside to measure it.</source>
        <translation>Nicht nötig: Einige dieser Lieder werden zur Messung beiseitegelegt.</translation>
    </message>
    <message>
        <source>Not possible: there is no model in use to compare it with.</source>
        <translation>Nicht möglich: Kein Modell ist in Gebrauch, mit dem es zu vergleichen wäre.</translation>
    </message>
    <message>
        <source>Not possible without songs that you corrected.</source>
        <translation>Ohne Lieder, die Sie korrigiert haben, nicht möglich.</translation>
    </message>
    <message>
        <source>Not possible: the model it goes on from has learned from all of these songs. Correct one that is new.</source>
        <translation>Nicht möglich: Das Modell, von dem es ausgeht, hat aus allen diesen Liedern gelernt. Korrigieren Sie ein neues.</translation>
    </message>
    <message>
        <source>Not possible with one song: without it nothing is left to learn from. Correct one more.</source>
        <translation>Mit einem Lied nicht möglich: Ohne dieses bleibt nichts zum Lernen. Korrigieren Sie noch eines.</translation>
    </message>
    <message>
        <source>Progress of the test</source>
        <translation>Fortschritt der Prüfung</translation>
    </message>
    <message>
        <source>Robustness Test of “{0}”</source>
        <translation>Robustheitsprüfung von „{0}“</translation>
    </message>
    <message>
        <source>Closing stops it, and what it has measured is lost.</source>
        <translation>Schließen hält sie an, und was sie gemessen hat, geht verloren.</translation>
    </message>
    <message>
        <source>A robustness test is running.</source>
        <translation>Eine Robustheitsprüfung läuft.</translation>
    </message>
    <message>
        <source>Stop test and close</source>
        <translation>Prüfung anhalten und schließen</translation>
    </message>
    <message>
        <source>Keep testing</source>
        <translation>Weiter prüfen</translation>
    </message>
    <message>
        <source>Getting ready… You can go on working, and close this dialog: the test goes on.</source>
        <translation>Wird vorbereitet… Sie können weiterarbeiten und diesen Dialog schließen: Die Prüfung geht weiter.</translation>
    </message>
    <message>
        <source> The report of the test before is still there.</source>
        <translation> Der Bericht der vorigen Prüfung ist noch da.</translation>
    </message>
    <message>
        <source>Cancelled. What had been measured was not kept.</source>
        <translation>Abgebrochen. Was gemessen war, wurde nicht behalten.</translation>
    </message>
    <message>
        <source>Not saved: {0}</source>
        <translation>Nicht gespeichert: {0}</translation>
    </message>
    <message>
        <source>Saved as {0}</source>
        <translation>Gespeichert als {0}</translation>
    </message>
    <message>
        <source>{0} is no longer there. Run the test again.</source>
        <translation>{0} ist nicht mehr da. Führen Sie die Prüfung noch einmal durch.</translation>
    </message>
    <message>
        <source>No program could be started to show it. It is here: {0}</source>
        <translation>Kein Programm, das ihn zeigt, ließ sich starten. Er ist hier: {0}</translation>
    </message>
    <message>
        <source>Save Report</source>
        <translation>Bericht speichern</translation>
    </message>
    <message>
        <source>Web pages (*.html)</source>
        <translation>Webseiten (*.html)</translation>
    </message>
    <message>
        <source>Open report</source>
        <translation>Bericht öffnen</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Im Ordner zeigen</translation>
    </message>
    <message>
        <source>Save report…</source>
        <translation>Bericht speichern…</translation>
    </message>
    <message>
        <source>Start test</source>
        <translation>Prüfung starten</translation>
    </message>
    <message>
        <source>Cancel test</source>
        <translation>Prüfung abbrechen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Choose at least one test.</source>
        <translation>Wählen Sie mindestens eine Prüfung.</translation>
    </message>
    <message>
        <source>Testing on {0} ({1} of {2}). You can go on working, and close this dialog: the test goes on.</source>
        <translation>Prüfung auf {0} ({1} von {2}). Sie können weiterarbeiten und diesen Dialog schließen: Die Prüfung geht weiter.</translation>
    </message>
    <message>
        <source>The robustness test of “{0}” has finished.</source>
        <translation>Die Robustheitsprüfung von „{0}“ ist fertig.</translation>
    </message>
    <message>
        <source>The test failed: {0}</source>
        <translation>Die Prüfung ist gescheitert: {0}</translation>
    </message>
    <message>
        <source>No test has been run yet.</source>
        <translation>Noch keine Prüfung wurde durchgeführt.</translation>
    </message>
    <message>
        <source>The last report is about “{0}”, {1}.</source>
        <translation>Der letzte Bericht handelt von „{0}“, {1}.</translation>
    </message>
    <message>
        <source>The last report is of {0}.</source>
        <translation>Der letzte Bericht ist von {0}.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Add folder…</source>
        <translation>Ordner hinzufügen…</translation>
    </message>
    <message>
        <source>Labelled songs</source>
        <translation>Lieder mit Labels</translation>
    </message>
    <message>
        <source>audio/ and labels/</source>
        <translation>audio/ und labels/</translation>
    </message>
    <message>
        <source>None: the demo song instead.</source>
        <translation>Keine: stattdessen das Beispiellied.</translation>
    </message>
    <message>
        <source>Stems</source>
        <translation>Stems</translation>
    </message>
    <message>
        <source>a folder a song, with vocals and accompaniment</source>
        <translation>je Lied ein Ordner mit Gesang und Begleitung</translation>
    </message>
    <message>
        <source>None: two synthetic songs instead.</source>
        <translation>Keine: stattdessen zwei synthetische Lieder.</translation>
    </message>
    <message>
        <source>Instruments alone</source>
        <translation>Nur Instrumente</translation>
    </message>
    <message>
        <source>recordings without singing</source>
        <translation>Aufnahmen ohne Gesang</translation>
    </message>
    <message>
        <source>None: two synthetic bands instead.</source>
        <translation>Keine: stattdessen zwei synthetische Bands.</translation>
    </message>
    <message>
        <source>Quick: {0} s of at most {1} recordings of each kind</source>
        <translation>Schnell: {0} s von höchstens {1} Aufnahmen jeder Art</translation>
    </message>
    <message>
        <source>Tests</source>
        <translation>Prüfungen</translation>
    </message>
    <message>
        <source>How thoroughly</source>
        <translation>Gründlichkeit</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Wiederholen</translation>
    </message>
    <message>
        <source>&amp;History…</source>
        <translation>&amp;Verlauf…</translation>
    </message>
    <message>
        <source>Merge a Cop&amp;y…</source>
        <translation>Kopie &amp;zusammenführen…</translation>
    </message>
    <message>
        <source>Cu&amp;t</source>
        <translation>A&amp;usschneiden</translation>
    </message>
    <message>
        <source>Cop&amp;y</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>Paste at C&amp;ursor</source>
        <translation>Am &amp;Cursor einfügen</translation>
    </message>
    <message>
        <source>Paste at the Same T&amp;imes</source>
        <translation>Zu denselben Ze&amp;iten einfügen</translation>
    </message>
    <message>
        <source>Select &amp;All Regions</source>
        <translation>&amp;Alle Regionen auswählen</translation>
    </message>
    <message>
        <source>Select Regions of the Same La&amp;bel</source>
        <translation>Regionen mit demselben &amp;Label auswählen</translation>
    </message>
    <message>
        <source>Select &amp;Nothing</source>
        <translation>&amp;Nichts auswählen</translation>
    </message>
    <message>
        <source>Mark as &amp;Checked</source>
        <translation>Als ge&amp;prüft markieren</translation>
    </message>
    <message>
        <source>Mark Re&amp;gion as Checked</source>
        <translation>Re&amp;gion als geprüft markieren</translation>
    </message>
    <message>
        <source>Mark Screen as Checked</source>
        <translation>Bildschirm als geprüft markieren</translation>
    </message>
    <message>
        <source>Mark Loop as Checked</source>
        <translation>Schleife als geprüft markieren</translation>
    </message>
    <message>
        <source>Mark S&amp;ong as Checked</source>
        <translation>Lie&amp;d als geprüft markieren</translation>
    </message>
    <message>
        <source>Mark as Not Checked</source>
        <translation>Als nicht geprüft markieren</translation>
    </message>
    <message>
        <source>Checked around an Edit…</source>
        <translation>Geprüftes um eine Änderung…</translation>
    </message>
    <message>
        <source>Annota&amp;tor…</source>
        <translation>Anno&amp;tator…</translation>
    </message>
    <message>
        <source>Pre&amp;ferences…</source>
        <translation>&amp;Einstellungen…</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Open Song…</source>
        <translation>Lied ö&amp;ffnen…</translation>
    </message>
    <message>
        <source>Open &amp;Folder…</source>
        <translation>Ordner öff&amp;nen…</translation>
    </message>
    <message>
        <source>List all songs of a folder and of those below it</source>
        <translation>Alle Lieder eines Ordners und seiner Unterordner auflisten</translation>
    </message>
    <message>
        <source>&amp;Clear This List</source>
        <translation>Liste &amp;leeren</translation>
    </message>
    <message>
        <source>Open &amp;Demo Song</source>
        <translation>&amp;Beispiellied öffnen</translation>
    </message>
    <message>
        <source>&amp;Save Now</source>
        <translation>Jetzt &amp;speichern</translation>
    </message>
    <message>
        <source>&amp;Import Labels…</source>
        <translation>Labels &amp;importieren…</translation>
    </message>
    <message>
        <source>&amp;Export Regions…</source>
        <translation>Regionen &amp;exportieren…</translation>
    </message>
    <message>
        <source>Export &amp;Picture…</source>
        <translation>Bild ex&amp;portieren…</translation>
    </message>
    <message>
        <source>Export Data Se&amp;t…</source>
        <translation>Da&amp;tensatz exportieren…</translation>
    </message>
    <message>
        <source>A&amp;bout This Song…</source>
        <translation>Über dieses &amp;Lied…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>B&amp;eenden</translation>
    </message>
    <message>
        <source>Zoom In on Frequencies</source>
        <translation>Frequenzen vergrößern</translation>
    </message>
    <message>
        <source>Zoom Out of Frequencies</source>
        <translation>Frequenzen verkleinern</translation>
    </message>
    <message>
        <source>Higher Frequencies</source>
        <translation>Höhere Frequenzen</translation>
    </message>
    <message>
        <source>Lower Frequencies</source>
        <translation>Tiefere Frequenzen</translation>
    </message>
    <message>
        <source>&amp;All Frequencies</source>
        <translation>&amp;Alle Frequenzen</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>&amp;Find an Action…</source>
        <translation>Aktion &amp;finden…</translation>
    </message>
    <message>
        <source>&amp;Keyboard Shortcuts</source>
        <translation>&amp;Tastenkürzel</translation>
    </message>
    <message>
        <source>&amp;Change Shortcuts…</source>
        <translation>Tastenkürzel &amp;ändern…</translation>
    </message>
    <message>
        <source>Close Message</source>
        <translation>Meldung schließen</translation>
    </message>
    <message>
        <source>&amp;About SVD Studio</source>
        <translation>Ü&amp;ber SVD Studio</translation>
    </message>
    <message>
        <source>&amp;Model</source>
        <translation>&amp;Modell</translation>
    </message>
    <message>
        <source>&amp;Train…</source>
        <translation>&amp;Trainieren…</translation>
    </message>
    <message>
        <source>&amp;Resume Last Training</source>
        <translation>Letztes Training fo&amp;rtsetzen</translation>
    </message>
    <message>
        <source>&amp;Cancel Training</source>
        <translation>Training &amp;abbrechen</translation>
    </message>
    <message>
        <source>A&amp;ugmentations…</source>
        <translation>A&amp;ugmentierungen…</translation>
    </message>
    <message>
        <source>Ro&amp;bustness Test…</source>
        <translation>Ro&amp;bustheitsprüfung…</translation>
    </message>
    <message>
        <source>Mo&amp;dels…</source>
        <translation>Mo&amp;delle…</translation>
    </message>
    <message>
        <source>All models you have: use one, or one of before again, measure, import, export, remove</source>
        <translation>Alle Modelle: eines benutzen, auch ein früheres, messen, importieren, exportieren, entfernen</translation>
    </message>
    <message>
        <source>Use the Model Be&amp;fore</source>
        <translation>&amp;Voriges Modell benutzen</translation>
    </message>
    <message>
        <source>Go back to the model that was in use before</source>
        <translation>Zu dem Modell zurückkehren, das vorher in Gebrauch war</translation>
    </message>
    <message>
        <source>&amp;Open Model…</source>
        <translation>Modell ö&amp;ffnen…</translation>
    </message>
    <message>
        <source>Use Defau&amp;lt Model</source>
        <translation>&amp;Standardmodell benutzen</translation>
    </message>
    <message>
        <source>The best there is; it learned from songs that are for research only</source>
        <translation>Das beste, das es gibt; es lernte aus Liedern, die nur für die Forschung sind</translation>
    </message>
    <message>
        <source>Use &amp;Free Model</source>
        <translation>Freies Mode&amp;ll benutzen</translation>
    </message>
    <message>
        <source>It errs more, but learned only from what anybody may use for anything</source>
        <translation>Es irrt öfter, lernte aber nur aus dem, was alle für alles benutzen dürfen</translation>
    </message>
    <message>
        <source>About This &amp;Model…</source>
        <translation>Über dieses &amp;Modell…</translation>
    </message>
    <message>
        <source>A&amp;verage over Pitch Shifts</source>
        <translation>Über Tonhöhen m&amp;itteln</translation>
    </message>
    <message>
        <source>Detect singing in the song as it is and 10 and 20 % lower and higher, and average:
fewer errors, as a rule, for about five times the work</source>
        <translation>Gesang im Lied erkennen, wie es ist, sowie 10 und 20 % tiefer und höher, und mitteln:
in der Regel weniger Fehler für etwa die fünffache Arbeit</translation>
    </message>
    <message>
        <source>&amp;Why Does It Think So?</source>
        <translation>&amp;Warum diese Entscheidung?</translation>
    </message>
    <message>
        <source>What in the spectrogram speaks for singing at the cursor, and what against (W)</source>
        <translation>Was im Spektrogramm am Cursor für Gesang spricht, und was dagegen (W)</translation>
    </message>
    <message>
        <source>&amp;Detect Again</source>
        <translation>&amp;Noch einmal erkennen</translation>
    </message>
    <message>
        <source>Detect the &amp;Rest</source>
        <translation>Den &amp;Rest erkennen</translation>
    </message>
    <message>
        <source>Go on looking for singing where it was stopped</source>
        <translation>Weiter nach Gesang suchen, wo angehalten wurde</translation>
    </message>
    <message>
        <source>Take &amp;All Regions from the Model</source>
        <translation>Alle Re&amp;gionen vom Modell nehmen</translation>
    </message>
    <message>
        <source>&amp;Stop Opening or Detecting</source>
        <translation>Öffnen oder Er&amp;kennen anhalten</translation>
    </message>
    <message>
        <source>&amp;Playback</source>
        <translation>&amp;Wiedergabe</translation>
    </message>
    <message>
        <source>Play &amp;Region</source>
        <translation>&amp;Region abspielen</translation>
    </message>
    <message>
        <source>&amp;Loop Region</source>
        <translation>Region wieder&amp;holen</translation>
    </message>
    <message>
        <source>S&amp;lower</source>
        <translation>&amp;Langsamer</translation>
    </message>
    <message>
        <source>&amp;Faster</source>
        <translation>&amp;Schneller</translation>
    </message>
    <message>
        <source>&amp;Normal Speed</source>
        <translation>&amp;Normale Geschwindigkeit</translation>
    </message>
    <message>
        <source>&amp;Voice Band</source>
        <translation>&amp;Stimmbereich</translation>
    </message>
    <message>
        <source>Only 200 Hz to 4 kHz</source>
        <translation>Nur 200 Hz bis 4 kHz</translation>
    </message>
    <message>
        <source>&amp;Centre</source>
        <translation>&amp;Mitte</translation>
    </message>
    <message>
        <source>Only what both channels share</source>
        <translation>Nur, was beide Kanäle gemeinsam haben</translation>
    </message>
    <message>
        <source>Sides</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <source>Only what the channels do not share</source>
        <translation>Nur, was die Kanäle nicht gemeinsam haben</translation>
    </message>
    <message>
        <source>&amp;Harmonic Part</source>
        <translation>&amp;Harmonischer Teil</translation>
    </message>
    <message>
        <source>Without drums and other strokes</source>
        <translation>Ohne Schlagzeug und andere Schläge</translation>
    </message>
    <message>
        <source>M&amp;ute</source>
        <translation>St&amp;umm</translation>
    </message>
    <message>
        <source>To the &amp;Start</source>
        <translation>Zum &amp;Anfang</translation>
    </message>
    <message>
        <source>To the &amp;End</source>
        <translation>Zum &amp;Ende</translation>
    </message>
    <message>
        <source>Listening Chec&amp;ks</source>
        <translation>Beim Anhören prü&amp;fen</translation>
    </message>
    <message>
        <source>Mark as checked what you listen through</source>
        <translation>Als geprüft markieren, was Sie durchhören</translation>
    </message>
    <message>
        <source>&amp;Regions</source>
        <translation>&amp;Regionen</translation>
    </message>
    <message>
        <source>&amp;New Region</source>
        <translation>&amp;Neue Region</translation>
    </message>
    <message>
        <source>S&amp;plit Region at Cursor</source>
        <translation>Region am Cursor &amp;teilen</translation>
    </message>
    <message>
        <source>&amp;Merge Regions</source>
        <translation>Regionen &amp;verbinden</translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>&amp;Löschen</translation>
    </message>
    <message>
        <source>&amp;Type Label</source>
        <translation>Label &amp;schreiben</translation>
    </message>
    <message>
        <source>La&amp;bels of This Folder…</source>
        <translation>La&amp;bels dieses Ordners…</translation>
    </message>
    <message>
        <source>Give Label {0}</source>
        <translation>Label {0} geben</translation>
    </message>
    <message>
        <source>&amp;Fill Short Gaps…</source>
        <translation>Kurze Lücken &amp;füllen…</translation>
    </message>
    <message>
        <source>Delete S&amp;hort Regions…</source>
        <translation>Kur&amp;ze Regionen löschen…</translation>
    </message>
    <message>
        <source>Next D&amp;oubtful Place</source>
        <translation>Nächste zweifelhafte Ste&amp;lle</translation>
    </message>
    <message>
        <source>Previo&amp;us Doubtful Place</source>
        <translation>Vorige zweifelhafte Stell&amp;e</translation>
    </message>
    <message>
        <source>&amp;Accept Doubtful Place</source>
        <translation>Zweifelhafte Stelle &amp;annehmen</translation>
    </message>
    <message>
        <source>Re&amp;ject Doubtful Place</source>
        <translation>Zweifelhafte Stelle able&amp;hnen</translation>
    </message>
    <message>
        <source>Tap While Playing, &amp;Key Held</source>
        <translation>Beim Abspielen tippen, &amp;Taste halten</translation>
    </message>
    <message>
        <source>Ne&amp;xt Boundary</source>
        <translation>Nä&amp;chste Grenze</translation>
    </message>
    <message>
        <source>Pre&amp;vious Boundary</source>
        <translation>&amp;Vorige Grenze</translation>
    </message>
    <message>
        <source>Nudge One Frame &amp;Left</source>
        <translation>Einen Frame nach &amp;links</translation>
    </message>
    <message>
        <source>Nudge One Frame &amp;Right</source>
        <translation>Einen Frame nach &amp;rechts</translation>
    </message>
    <message>
        <source>Nudge Ten Frames Left</source>
        <translation>Zehn Frames nach links</translation>
    </message>
    <message>
        <source>Nudge Ten Frames Right</source>
        <translation>Zehn Frames nach rechts</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>Zoom &amp;In</source>
        <translation>Ver&amp;größern</translation>
    </message>
    <message>
        <source>Zoom &amp;Out</source>
        <translation>Ver&amp;kleinern</translation>
    </message>
    <message>
        <source>Fit &amp;Song</source>
        <translation>Ganzes &amp;Lied</translation>
    </message>
    <message>
        <source>Fit &amp;Region</source>
        <translation>&amp;Region einpassen</translation>
    </message>
    <message>
        <source>&amp;Back to Previous View</source>
        <translation>&amp;Zurück zur vorigen Ansicht</translation>
    </message>
    <message>
        <source>&amp;Probability in Its Own Lane</source>
        <translation>&amp;Wahrscheinlichkeit in eigener Spur</translation>
    </message>
    <message>
        <source>&amp;Legend</source>
        <translation>&amp;Legende</translation>
    </message>
    <message>
        <source>What colours and lines mean</source>
        <translation>Was Farben und Linien bedeuten</translation>
    </message>
    <message>
        <source>&amp;Table of Regions</source>
        <translation>&amp;Tabelle der Regionen</translation>
    </message>
    <message>
        <source>Ne&amp;xt Panel</source>
        <translation>Nä&amp;chste Leiste</translation>
    </message>
    <message>
        <source>Pre&amp;vious Panel</source>
        <translation>&amp;Vorige Leiste</translation>
    </message>
    <message>
        <source>Side &amp;Panel</source>
        <translation>Seiten&amp;leiste</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>System default</source>
        <translation>Standard des Systems</translation>
    </message>
    <message>
        <source>{0} (not there now)</source>
        <translation>{0} (jetzt nicht da)</translation>
    </message>
    <message>
        <source>Looking for sound devices…</source>
        <translation>Audiogeräte werden gesucht…</translation>
    </message>
    <message>
        <source>Colours of the theme</source>
        <translation>Farben des Designs</translation>
    </message>
    <message>
        <source>Magma</source>
        <translation>Magma</translation>
    </message>
    <message>
        <source>Viridis</source>
        <translation>Viridis</translation>
    </message>
    <message>
        <source>Grey</source>
        <translation>Grau</translation>
    </message>
    <message>
        <source>Updates</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>Gradient updates in all</source>
        <translation>Gradientenschritte insgesamt</translation>
    </message>
    <message>
        <source>Batch size</source>
        <translation>Batch-Größe</translation>
    </message>
    <message>
        <source>Excerpts an update</source>
        <translation>Ausschnitte je Schritt</translation>
    </message>
    <message>
        <source>Optimizer</source>
        <translation>Optimierer</translation>
    </message>
    <message>
        <source>Optimiser; adamw: with weights that decay</source>
        <translation>Optimierer; adamw: mit abnehmenden Gewichten</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>Lernrate</translation>
    </message>
    <message>
        <source>Step size at the start</source>
        <translation>Schrittweite am Anfang</translation>
    </message>
    <message>
        <source>Momentum</source>
        <translation>Momentum</translation>
    </message>
    <message>
        <source>Nesterov momentum</source>
        <translation>Nesterov-Momentum</translation>
    </message>
    <message>
        <source>Decay</source>
        <translation>Abnahme</translation>
    </message>
    <message>
        <source>Factor on the step size at every decay</source>
        <translation>Faktor auf die Schrittweite bei jeder Abnahme</translation>
    </message>
    <message>
        <source>Decay every</source>
        <translation>Abnahme alle</translation>
    </message>
    <message>
        <source>Updates between decays</source>
        <translation>Schritte zwischen zwei Abnahmen</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>Lernratenverlauf</translation>
    </message>
    <message>
        <source>Course of the step size: in steps by decay, or half a cosine down to zero</source>
        <translation>Verlauf der Schrittweite: stufenweise durch Abnahme oder ein halber Kosinus bis null</translation>
    </message>
    <message>
        <source>Warm up</source>
        <translation>Aufwärmen</translation>
    </message>
    <message>
        <source>Updates over which the step size rises to its value</source>
        <translation>Schritte, in denen die Schrittweite auf ihren Wert steigt</translation>
    </message>
    <message>
        <source>Weight average</source>
        <translation>Mittel der Gewichte</translation>
    </message>
    <message>
        <source>Moving average of the weights: share kept an update; 0: none</source>
        <translation>Gleitendes Mittel der Gewichte: je Schritt behaltener Anteil; 0: keines</translation>
    </message>
    <message>
        <source>Clip</source>
        <translation>Begrenzung</translation>
    </message>
    <message>
        <source>Largest norm of the gradient; 0: any</source>
        <translation>Größte Norm des Gradienten; 0: beliebig</translation>
    </message>
    <message>
        <source>Start share</source>
        <translation>Anteil des Anfangs</translation>
    </message>
    <message>
        <source>Share of the starting model&apos;s weights in those of the new one, which forgets less the larger it is</source>
        <translation>Anteil der Gewichte des Ausgangsmodells an denen des neuen, das umso weniger vergisst, je größer er ist</translation>
    </message>
    <message>
        <source>Target margin</source>
        <translation>Abstand der Ziele</translation>
    </message>
    <message>
        <source>Targets are this far from 0 and 1</source>
        <translation>So weit sind die Ziele von 0 und 1 entfernt</translation>
    </message>
    <message>
        <source>Song share</source>
        <translation>Anteil der Lieder</translation>
    </message>
    <message>
        <source>Share of examples from labelled songs, when stems are given too</source>
        <translation>Anteil der Beispiele aus Liedern mit Labels, wenn auch Stems gegeben sind</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>Genauigkeit</translation>
    </message>
    <message>
        <source>Arithmetic of the network; auto: bfloat16 on processors whose flags show it (on Linux), else float32</source>
        <translation>Arithmetik des Netzes; auto: bfloat16 auf Prozessoren, deren Merkmale sie zeigen (unter Linux), sonst float32</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Startwert</translation>
    </message>
    <message>
        <source>Seed of weights, examples and augmentation</source>
        <translation>Startwert für Gewichte, Beispiele und Augmentierung</translation>
    </message>
    <message>
        <source>Report every</source>
        <translation>Bericht alle</translation>
    </message>
    <message>
        <source>Updates between progress reports</source>
        <translation>Schritte zwischen zwei Berichten</translation>
    </message>
    <message>
        <source>Checkpoint every</source>
        <translation>Sicherung alle</translation>
    </message>
    <message>
        <source>Updates between checkpoints</source>
        <translation>Schritte zwischen zwei Sicherungen</translation>
    </message>
    <message>
        <source>Validate every</source>
        <translation>Validierung alle</translation>
    </message>
    <message>
        <source>Updates between validations</source>
        <translation>Schritte zwischen zwei Validierungen</translation>
    </message>
    <message>
        <source>Pitch shift</source>
        <translation>Tonhöhe</translation>
    </message>
    <message>
        <source>Pitch shift: frequencies times 1 ± this</source>
        <translation>Tonhöhenverschiebung: Frequenzen mal 1 ± dies</translation>
    </message>
    <message>
        <source>Time stretch</source>
        <translation>Zeitdehnung</translation>
    </message>
    <message>
        <source>Time stretch: durations times 1 ± this</source>
        <translation>Zeitdehnung: Dauern mal 1 ± dies</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Frequency filter: peak gain ± this</source>
        <translation>Frequenzfilter: größte Verstärkung ± dies</translation>
    </message>
    <message>
        <source>Loudness</source>
        <translation>Lautstärke</translation>
    </message>
    <message>
        <source>Loudness: gain ± this</source>
        <translation>Lautstärke: Verstärkung ± dies</translation>
    </message>
    <message>
        <source>Mix</source>
        <translation>Mischung</translation>
    </message>
    <message>
        <source>Mixing with negatives: share of excerpts blended with one where nobody sings</source>
        <translation>Mischung mit Negativen: Anteil der Ausschnitte, denen einer ohne Gesang beigemischt wird</translation>
    </message>
    <message>
        <source>Mix depth</source>
        <translation>Tiefe der Mischung</translation>
    </message>
    <message>
        <source>Mixing with negatives: weight of the other excerpt at most</source>
        <translation>Mischung mit Negativen: höchstes Gewicht des anderen Ausschnitts</translation>
    </message>
    <message>
        <source>Noise</source>
        <translation>Rauschen</translation>
    </message>
    <message>
        <source>Gaussian noise on mel values, in standard deviations of their band</source>
        <translation>Gaußsches Rauschen auf Mel-Werten, in Standardabweichungen ihres Bands</translation>
    </message>
    <message>
        <source>Dropout</source>
        <translation>Dropout</translation>
    </message>
    <message>
        <source>Input dropout: share of mel values replaced by their band&apos;s mean</source>
        <translation>Dropout am Eingang: Anteil der Mel-Werte, die durch das Mittel ihres Bands ersetzt werden</translation>
    </message>
    <message>
        <source>Frames</source>
        <translation>Frames</translation>
    </message>
    <message>
        <source>Frames of a stretch, each with a target</source>
        <translation>Frames eines Abschnitts, jeder mit einem Ziel</translation>
    </message>
    <message>
        <source>Edge</source>
        <translation>Kante</translation>
    </message>
    <message>
        <source>Frames nearer than this to a label&apos;s edge are not learned from</source>
        <translation>Aus Frames, die näher an der Kante eines Labels liegen, wird nicht gelernt</translation>
    </message>
    <message>
        <source>Gap</source>
        <translation>Lücke</translation>
    </message>
    <message>
        <source>Frames in shorter gaps between labels are not learned from</source>
        <translation>Aus Frames in kürzeren Lücken zwischen Labels wird nicht gelernt</translation>
    </message>
    <message>
        <source>Codings</source>
        <translation>Kodierungen</translation>
    </message>
    <message>
        <source>Copies of every song, stem and instrumental made with random codecs and bit rates</source>
        <translation>Kopien jedes Lieds, Stems und Instrumentals mit zufälligen Codecs und Bitraten</translation>
    </message>
    <message>
        <source>Coded</source>
        <translation>Kodiert</translation>
    </message>
    <message>
        <source>Coding: share of recordings read from such a copy</source>
        <translation>Kodierung: Anteil der Aufnahmen, die aus einer solchen Kopie gelesen werden</translation>
    </message>
    <message>
        <source>Codec imitation</source>
        <translation>Nachgeahmter Codec</translation>
    </message>
    <message>
        <source>Coding: share of stretches with an imitated codec</source>
        <translation>Kodierung: Anteil der Abschnitte mit nachgeahmtem Codec</translation>
    </message>
    <message>
        <source>Noise floor</source>
        <translation>Grundrauschen</translation>
    </message>
    <message>
        <source>Noise floor: share of stretches with noise 32 to 70 dB below them</source>
        <translation>Grundrauschen: Anteil der Abschnitte mit Rauschen 32 bis 70 dB darunter</translation>
    </message>
    <message>
        <source>Gain</source>
        <translation>Verstärkung</translation>
    </message>
    <message>
        <source>Gain on everything ± this</source>
        <translation>Verstärkung auf alles ± dies</translation>
    </message>
    <message>
        <source>Overdrive</source>
        <translation>Übersteuerung</translation>
    </message>
    <message>
        <source>Overdrive: share of music without singing that is distorted by 0 to 26 dB</source>
        <translation>Übersteuerung: Anteil der Musik ohne Gesang, die um 0 bis 26 dB verzerrt wird</translation>
    </message>
    <message>
        <source>Lead</source>
        <translation>Soloinstrument</translation>
    </message>
    <message>
        <source>Synthetic leads: share of music without singing that is given one</source>
        <translation>Synthetische Soloinstrumente: Anteil der Musik ohne Gesang, die eines bekommt</translation>
    </message>
    <message>
        <source>Melody</source>
        <translation>Melodie</translation>
    </message>
    <message>
        <source>Melody: share of voices alone that are sung to another one</source>
        <translation>Melodie: Anteil der einzelnen Stimmen, die auf eine andere gesungen werden</translation>
    </message>
    <message>
        <source>Other music</source>
        <translation>Andere Musik</translation>
    </message>
    <message>
        <source>Other music: share of songs with other music 6 to 20 dB below</source>
        <translation>Andere Musik: Anteil der Lieder mit anderer Musik 6 bis 20 dB darunter</translation>
    </message>
    <message>
        <source>Seconds</source>
        <translation>Sekunden</translation>
    </message>
    <message>
        <source>Longest stretch used of each recording</source>
        <translation>Längstes Stück, das von jeder Aufnahme benutzt wird</translation>
    </message>
    <message>
        <source>Recordings</source>
        <translation>Aufnahmen</translation>
    </message>
    <message>
        <source>Most recordings used of each kind, evenly picked</source>
        <translation>Höchste Zahl der Aufnahmen jeder Art, gleichmäßig ausgewählt</translation>
    </message>
    <message>
        <source>Jamendo labels</source>
        <translation>Jamendo-Labels</translation>
    </message>
    <message>
        <source>Audacity labels</source>
        <translation>Audacity-Labels</translation>
    </message>
    <message>
        <source>CSV table</source>
        <translation>CSV-Tabelle</translation>
    </message>
    <message>
        <source>Praat TextGrid</source>
        <translation>Praat TextGrid</translation>
    </message>
    <message>
        <source>ELAN annotation</source>
        <translation>ELAN-Annotation</translation>
    </message>
    <message>
        <source>JAMS</source>
        <translation>JAMS</translation>
    </message>
    <message>
        <source>Sonic Visualiser regions</source>
        <translation>Sonic-Visualiser-Regionen</translation>
    </message>
    <message>
        <source>Raven selection table</source>
        <translation>Raven-Auswahltabelle</translation>
    </message>
    <message>
        <source>RTTM and UEM</source>
        <translation>RTTM und UEM</translation>
    </message>
    <message>
        <source>MIREX labels</source>
        <translation>MIREX-Labels</translation>
    </message>
    <message>
        <source>RWC vocal activity</source>
        <translation>RWC-Gesangsaktivität</translation>
    </message>
    <message>
        <source>MedleyDB activations</source>
        <translation>MedleyDB-Aktivierungen</translation>
    </message>
    <message>
        <source>UltraStar song</source>
        <translation>UltraStar-Lied</translation>
    </message>
    <message>
        <source>WebVTT subtitles</source>
        <translation>WebVTT-Untertitel</translation>
    </message>
    <message>
        <source>SubRip subtitles</source>
        <translation>SubRip-Untertitel</translation>
    </message>
    <message>
        <source>TSV table</source>
        <translation>TSV-Tabelle</translation>
    </message>
    <message>
        <source>JSON of SVD Studio</source>
        <translation>JSON von SVD Studio</translation>
    </message>
    <message>
        <source>the wording of labels (sung ones become sing, those left open ignore, all others nosing)</source>
        <translation>den Wortlaut der Labels (gesungene werden sing, offen gelassene ignore, alle anderen nosing)</translation>
    </message>
    <message>
        <source>who set each region</source>
        <translation>wer jede Region gesetzt hat</translation>
    </message>
    <message>
        <source>confidences</source>
        <translation>Konfidenzen</translation>
    </message>
    <message>
        <source>what the model proposed</source>
        <translation>was das Modell vorgeschlagen hat</translation>
    </message>
    <message>
        <source>which time is checked</source>
        <translation>welche Zeit geprüft ist</translation>
    </message>
    <message>
        <source>which stretches a person has corrected</source>
        <translation>welche Stellen ein Mensch korrigiert hat</translation>
    </message>
    <message>
        <source>the length of the song</source>
        <translation>die Länge des Lieds</translation>
    </message>
    <message>
        <source>times finer than a millisecond</source>
        <translation>Zeiten feiner als eine Millisekunde</translation>
    </message>
    <message>
        <source>times between two samples</source>
        <translation>Zeiten zwischen zwei Abtastwerten</translation>
    </message>
    <message>
        <source>blanks in labels (they become underscores)</source>
        <translation>Leerzeichen in Labels (sie werden Unterstriche)</translation>
    </message>
    <message>
        <source>the wording of labels (those that begin with male or female are kept so, all others a group)</source>
        <translation>die Wortlaute der Labels (die mit male oder female beginnen, bleiben so, alle anderen werden eine Gruppe)</translation>
    </message>
    <message>
        <source>regions that are not sung, or left open</source>
        <translation>Regionen, die nicht gesungen oder offen gelassen sind</translation>
    </message>
    <message>
        <source>the wording of labels</source>
        <translation>die Wortlaute der Labels</translation>
    </message>
    <message>
        <source>times finer than a hundredth of a second</source>
        <translation>Zeiten feiner als eine Hundertstelsekunde</translation>
    </message>
    <message>
        <source>What the labels mean is not clear.</source>
        <translation>Es ist nicht klar, was die Labels bedeuten.</translation>
    </message>
    <message>
        <source>This file was written by a later version of the program.</source>
        <translation>Diese Datei wurde von einer neueren Version des Programms geschrieben.</translation>
    </message>
    <message>
        <source>The file with labels or regions cannot be used as it is.</source>
        <translation>Die Datei mit Labels oder Regionen kann so nicht benutzt werden.</translation>
    </message>
    <message>
        <source>The sound cannot be read.</source>
        <translation>Der Ton kann nicht gelesen werden.</translation>
    </message>
    <message>
        <source>The song cannot be heard in this way.</source>
        <translation>Das Lied kann so nicht angehört werden.</translation>
    </message>
    <message>
        <source>The model cannot be used.</source>
        <translation>Das Modell kann nicht benutzt werden.</translation>
    </message>
    <message>
        <source>The songs to learn from or to measure with cannot be used as they are.</source>
        <translation>Die Lieder zum Lernen oder Messen können so nicht benutzt werden.</translation>
    </message>
    <message>
        <source>A part of the program that this needs is not installed.</source>
        <translation>Ein Teil des Programms, der dafür nötig ist, ist nicht installiert.</translation>
    </message>
    <message>
        <source>The reason, in English:</source>
        <translation>Der Grund, auf Englisch:</translation>
    </message>
    <message>
        <source>This cannot be used as it is.</source>
        <translation>So kann dies nicht benutzt werden.</translation>
    </message>
    <message>
        <source>{0}: there is another copy of its annotation, {1}, with something else in it, which is left out. Open the song in the window to take it in, or delete it.</source>
        <translation>{0}: Es gibt eine andere Kopie seiner Annotation, {1}, in der etwas anderes steht; sie bleibt außen vor. Öffnen Sie das Lied im Fenster, um sie zu übernehmen, oder löschen Sie sie.</translation>
    </message>
    <message>
        <source>What was there before is kept: {0}.</source>
        <translation>Was vorher da war, bleibt erhalten: {0}.</translation>
    </message>
    <message>
        <source>{0} cannot be written ({1}): all decoded recordings are held in memory. Check the folder&apos;s rights.</source>
        <translation>{0} kann nicht beschrieben werden ({1}): Alle dekodierten Aufnahmen bleiben im Arbeitsspeicher. Prüfen Sie die Rechte des Ordners.</translation>
    </message>
    <message>
        <source>{0}: has no checked time and is left out</source>
        <translation>{0}: keine geprüfte Zeit, bleibt außen vor</translation>
    </message>
    <message>
        <source>{0} artists are too few for lists to validate and to test on</source>
        <translation>{0} Künstler sind zu wenige für Listen zum Validieren und zum Testen</translation>
    </message>
    <message>
        <source>{0} and {1} more</source>
        <translation>{0} und {1} weitere</translation>
    </message>
    <message numerus="yes">
        <source>The artist of %n song(s) is not known: lists may share one unseen. Name it under “{0}”: {1}</source>
        <translation>
            <numerusform>Der Künstler eines Lieds ist nicht bekannt: Listen können ihn unbemerkt gemeinsam haben. Nennen Sie ihn unter „{0}“: {1}</numerusform>
            <numerusform>Die Künstler von %n Liedern sind nicht bekannt: Listen können einen unbemerkt gemeinsam haben. Nennen Sie sie unter „{0}“: {1}</numerusform>
        </translation>
    </message>
    <message>
        <source>Artists</source>
        <translation>Künstler</translation>
    </message>
    <message>
        <source>{0}: too short to learn from; an example takes {1} s.</source>
        <translation>{0}: zu kurz, um daraus zu lernen; ein Beispiel braucht {1} s.</translation>
    </message>
    <message>
        <source>{0}: nothing is checked, so nothing is learned from it.</source>
        <translation>{0}: Nichts ist geprüft, also wird daraus nichts gelernt.</translation>
    </message>
    <message>
        <source>{0}: all that is checked is sung. Check the music between, too.</source>
        <translation>{0}: Alles Geprüfte ist Gesang. Prüfen Sie auch die Musik dazwischen.</translation>
    </message>
    <message>
        <source>Nobody sings in what is checked, so nothing is learned of singing. Check stretches with singing, too.</source>
        <translation>Im Geprüften singt niemand, also wird nichts über Gesang gelernt. Prüfen Sie auch Abschnitte mit Gesang.</translation>
    </message>
    <message>
        <source>Somebody sings in all that is checked: without music that nobody sings to, a model learns to call everything singing. Check stretches without singing, or add a data set that has some.</source>
        <translation>In allem Geprüften singt jemand: Ohne Musik, zu der niemand singt, lernt ein Modell, alles Gesang zu nennen. Prüfen Sie Abschnitte ohne Gesang, oder fügen Sie einen Datensatz hinzu, der welche hat.</translation>
    </message>
    <message>
        <source>Only {0} s with singing are checked in all. Check more, so that there is enough.</source>
        <translation>Insgesamt sind nur {0} s mit Gesang geprüft. Prüfen Sie mehr, damit es reicht.</translation>
    </message>
    <message>
        <source>Only {0} s without singing are checked in all. Check more, so that there is enough.</source>
        <translation>Insgesamt sind nur {0} s ohne Gesang geprüft. Prüfen Sie mehr, damit es reicht.</translation>
    </message>
    <message>
        <source>{0} of {1} songs are used as corrected in the window, in checked time only, whatever label files say: {2}.</source>
        <translation>{0} von {1} Liedern gelten so, wie sie im Fenster korrigiert wurden, nur in geprüfter Zeit, was immer in Label-Dateien steht: {2}.</translation>
    </message>
    <message>
        <source>There are {0} more such copies.</source>
        <translation>Es gibt noch {0} solche Kopien.</translation>
    </message>
    <message>
        <source>{0} of {1} sound files in {2} were not corrected in the window and are left out.</source>
        <translation>{0} von {1} Tondateien in {2} wurden nicht im Fenster korrigiert und bleiben außen vor.</translation>
    </message>
    <message>
        <source>Not compared: “{0}” was made for another front end.</source>
        <translation>Nicht verglichen: „{0}“ wurde für eine andere Vorverarbeitung gemacht.</translation>
    </message>
    <message>
        <source>Not compared with “{0}”: nothing is checked in the songs kept aside.</source>
        <translation>Nicht mit „{0}“ verglichen: In den beiseitegelegten Liedern ist nichts geprüft.</translation>
    </message>
    <message>
        <source>The new model was not compared with the old one: {0}</source>
        <translation>Das neue Modell wurde nicht mit dem alten verglichen: {0}</translation>
    </message>
    <message>
        <source>Not compared with “{0}”: there is no song that it has not learned from and that could be kept aside. Correct songs that are new to it.</source>
        <translation>Nicht mit „{0}“ verglichen: Es gibt kein Lied, aus dem es nicht gelernt hat und das beiseitegelegt werden könnte. Korrigieren Sie Lieder, die ihm neu sind.</translation>
    </message>
    <message>
        <source>whether this processor has bfloat16 arithmetic cannot be found out here; if it lacks it, a training takes about ten times as long as with float32</source>
        <translation>ob dieser Prozessor bfloat16 rechnen kann, lässt sich hier nicht feststellen; wenn nicht, dauert ein Training etwa zehnmal so lange wie mit float32</translation>
    </message>
    <message>
        <source>this graphics card lacks bfloat16 arithmetic: a training may take longer with it than with float32</source>
        <translation>diese Grafikkarte kann bfloat16 nicht rechnen: Ein Training kann damit länger dauern als mit float32</translation>
    </message>
    <message>
        <source>this processor lacks bfloat16 arithmetic: with it a training takes about ten times as long as with float32</source>
        <translation>dieser Prozessor kann bfloat16 nicht rechnen: Ein Training dauert damit etwa zehnmal so lange wie mit float32</translation>
    </message>
    <message>
        <source>no CUDA graph ({0})</source>
        <translation>kein CUDA-Graph ({0})</translation>
    </message>
    <message>
        <source>no CUDA graph ({0}); the training goes on without it</source>
        <translation>kein CUDA-Graph ({0}); das Training geht ohne ihn weiter</translation>
    </message>
    <message>
        <source>As it is</source>
        <translation>Wie sie sind</translation>
    </message>
    <message>
        <source>The unchanged recordings, which all other figures are to be compared with.</source>
        <translation>Die unveränderten Aufnahmen, mit denen alle anderen Zahlen zu vergleichen sind.</translation>
    </message>
    <message>
        <source>Input level</source>
        <translation>Eingangspegel</translation>
    </message>
    <message>
        <source>The recordings, softer and louder. Samples are rounded to 16 bits without dither and clipped at full scale, as in a WAV file; so above 0 dB loud passages are distorted as well.</source>
        <translation>Die Aufnahmen, leiser und lauter. Samples werden ohne Dither auf 16 Bit gerundet und bei Vollaussteuerung abgeschnitten, wie in einer WAV-Datei; über 0 dB sind laute Stellen daher auch verzerrt.</translation>
    </message>
    <message>
        <source>Voice against accompaniment</source>
        <translation>Stimme gegen Begleitung</translation>
    </message>
    <message>
        <source>Stems mixed at a given ratio of voice to accompaniment, measured where somebody sings. Every mix has the power of the original one; nothing is clipped; labels stay as they are.</source>
        <translation>Stems, gemischt mit einem gegebenen Verhältnis von Stimme zu Begleitung, gemessen, wo jemand singt. Jede Mischung hat die Leistung der ursprünglichen; nichts wird abgeschnitten; Labels bleiben, wie sie sind.</translation>
    </message>
    <message>
        <source>Recordings in which nobody sings: every frame taken for singing is a false alarm. Files with speech, going by the names of files and folders, are counted separately.</source>
        <translation>Aufnahmen, in denen niemand singt: Jeder für Gesang gehaltene Frame ist ein Fehlalarm. Dateien mit Sprache, den Namen von Dateien und Ordnern nach, werden getrennt gezählt.</translation>
    </message>
    <message>
        <source>Wiggly lines</source>
        <translation>Wellenlinien</translation>
    </message>
    <message>
        <source>Harmonic tones whose spectrum is not that of a voice (harmonic k has the amplitude 1/k, up to 8 kHz; 20 dB below full scale) at four pitches: steady, with vibrato, rising and falling at a constant slope, and gliding from note to note. Nobody sings, so every frame taken for singing is a false alarm. The interval is over the four pitches.</source>
        <translation>Harmonische Töne, deren Spektrum nicht das einer Stimme ist (Teilton k hat die Amplitude 1/k, bis 8 kHz; 20 dB unter Vollaussteuerung), auf vier Tonhöhen: gleichbleibend, mit Vibrato, gleichmäßig steigend und fallend, und von Note zu Note gleitend. Niemand singt, daher ist jeder für Gesang gehaltene Frame ein Fehlalarm. Das Intervall geht über die vier Tonhöhen.</translation>
    </message>
    <message>
        <source>White, pink and brown noise added to the recording, at a level given relative to it. Pink noise is as strong in every octave, brown noise falls by 6 dB from octave to octave. A detector should not care: nobody hears noise at -60 dB, and at -35 dB it hisses as a cassette does.</source>
        <translation>Weißes, rosa und braunes Rauschen, das der Aufnahme mit einem Pegel relativ zu ihr hinzugefügt wird. Rosa Rauschen ist in jeder Oktave gleich stark, braunes nimmt je Oktave um 6 dB ab. Einer Erkennung sollte es gleich sein: Bei -60 dB hört es niemand, und bei -35 dB rauscht es wie eine Kassette.</translation>
    </message>
    <message>
        <source>After mp3</source>
        <translation>Nach mp3</translation>
    </message>
    <message>
        <source>The recording encoded and decoded by LAME, in mono, at the sample rate of the network. The codec&apos;s delay is removed, so labels stay in place. The single channel gets all bits; in a stereo file each channel would get about half of them.</source>
        <translation>Die Aufnahme, von LAME in Mono mit der Abtastrate des Netzes kodiert und dekodiert. Die Verzögerung des Codecs ist entfernt, sodass Labels an ihrer Stelle bleiben. Der eine Kanal bekommt alle Bits; in einer Stereodatei bekäme jeder etwa die Hälfte.</translation>
    </message>
    <message>
        <source>After AAC, Opus and Vorbis</source>
        <translation>Nach AAC, Opus und Vorbis</translation>
    </message>
    <message>
        <source>The recording encoded and decoded, in mono, and aligned again, so labels stay in place. Vorbis is given how strongly to compress (100 %: about 20 kbit/s), the others bit rates.</source>
        <translation>Die Aufnahme, in Mono kodiert, dekodiert und wieder ausgerichtet, sodass Labels an ihrer Stelle bleiben. Vorbis bekommt vorgegeben, wie stark es komprimiert (100 %: etwa 20 kbit/s), die anderen Bitraten.</translation>
    </message>
    <message>
        <source>Reverberation</source>
        <translation>Nachhall</translation>
    </message>
    <message>
        <source>The whole recording with reverberation: direct sound, then noise that decays exponentially. Near: the direct sound has 6 dB more energy than the reverberation; far: 3 dB less. Labels stay as they are, so reverberation after a phrase counts as no singing. The power is that of the recording; nothing is clipped.</source>
        <translation>Die ganze Aufnahme mit Nachhall: Direktschall, dann exponentiell abklingendes Rauschen. Nah: Der Direktschall hat 6 dB mehr Energie als der Nachhall; fern: 3 dB weniger. Labels bleiben, wie sie sind, daher zählt Nachhall nach einer Phrase nicht als Gesang. Die Leistung ist die der Aufnahme; nichts wird abgeschnitten.</translation>
    </message>
    <message>
        <source>no augmentation</source>
        <translation>keine Augmentierung</translation>
    </message>
    <message>
        <source>dropout</source>
        <translation>Dropout</translation>
    </message>
    <message>
        <source>Gaussian noise</source>
        <translation>Gaußsches Rauschen</translation>
    </message>
    <message>
        <source>pitch shift</source>
        <translation>Tonhöhe</translation>
    </message>
    <message>
        <source>time stretch</source>
        <translation>Zeitdehnung</translation>
    </message>
    <message>
        <source>loudness</source>
        <translation>Lautstärke</translation>
    </message>
    <message>
        <source>frequency filter</source>
        <translation>Frequenzfilter</translation>
    </message>
    <message>
        <source>mixing with negatives</source>
        <translation>Mischung mit Negativen</translation>
    </message>
    <message>
        <source>combined</source>
        <translation>kombiniert</translation>
    </message>
    <message>
        <source>(pitch, time, filter)</source>
        <translation>(Tonhöhe, Zeit, Filter)</translation>
    </message>
    <message>
        <source>The answers of the network (logits) are divided by {0}, its temperature, before they become probabilities.</source>
        <translation>Die Antworten des Netzes (Logits) werden durch {0}, seine Temperatur, geteilt, bevor sie Wahrscheinlichkeiten werden.</translation>
    </message>
    <message>
        <source>The curve is smoothed by a sliding median of {0} s ({1} frames).</source>
        <translation>Die Kurve wird durch einen gleitenden Median von {0} s ({1} Frames) geglättet.</translation>
    </message>
    <message>
        <source>Gaps shorter than {0} s are closed.</source>
        <translation>Lücken kürzer als {0} s werden geschlossen.</translation>
    </message>
    <message>
        <source>Regions shorter than {0} s are left out.</source>
        <translation>Regionen kürzer als {0} s werden weggelassen.</translation>
    </message>
    <message>
        <source>A region needs a place above {0}, and lasts as long as the curve is above {1}.</source>
        <translation>Eine Region braucht eine Stelle über {0} und dauert, solange die Kurve über {1} liegt.</translation>
    </message>
    <message>
        <source>Singing is where the curve is above a threshold of the song&apos;s own: {0}, moved by the share {1} towards the one that separates its high from its low probabilities best, but never below {2}.</source>
        <translation>Gesang ist, wo die Kurve über einer eigenen Schwelle des Lieds liegt: {0}, um den Anteil {1} zu der hin verschoben, die seine hohen und niedrigen Wahrscheinlichkeiten am besten trennt, aber nie unter {2}.</translation>
    </message>
    <message>
        <source>Singing is the most likely course around the threshold {0}, where each change between singing and not singing costs {1}: the higher, the longer regions and gaps last.</source>
        <translation>Gesang ist der wahrscheinlichste Verlauf um die Schwelle {0}, wobei jeder Wechsel zwischen Gesang und Nicht-Gesang {1} kostet: je mehr, desto länger dauern Regionen und Lücken.</translation>
    </message>
    <message>
        <source>Singing is where the curve is above {0}.</source>
        <translation>Gesang ist, wo die Kurve über {0} liegt.</translation>
    </message>
    <message>
        <source>Starts are moved {0} ms later.</source>
        <translation>Anfänge werden um {0} ms nach hinten verschoben.</translation>
    </message>
    <message>
        <source>Starts are moved {0} ms earlier.</source>
        <translation>Anfänge werden um {0} ms nach vorn verschoben.</translation>
    </message>
    <message>
        <source>Ends are moved {0} ms later.</source>
        <translation>Enden werden um {0} ms nach hinten verschoben.</translation>
    </message>
    <message>
        <source>Ends are moved {0} ms earlier.</source>
        <translation>Enden werden um {0} ms nach vorn verschoben.</translation>
    </message>
    <message>
        <source>model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>by hand</source>
        <translation>von Hand</translation>
    </message>
    <message>
        <source>from a file</source>
        <translation>aus einer Datei</translation>
    </message>
    <message>
        <source>not detected yet</source>
        <translation>noch nicht erkannt</translation>
    </message>
    <message>
        <source>theirs</source>
        <translation>die anderen</translation>
    </message>
    <message>
        <source>differs</source>
        <translation>verschieden</translation>
    </message>
    <message>
        <source>probability</source>
        <translation>Wahrscheinlichkeit</translation>
    </message>
    <message>
        <source>smoothed probability</source>
        <translation>geglättete Wahrscheinlichkeit</translation>
    </message>
    <message>
        <source>before smoothing</source>
        <translation>vor dem Glätten</translation>
    </message>
    <message>
        <source>unsmoothed</source>
        <translation>ungeglättet</translation>
    </message>
    <message>
        <source>threshold</source>
        <translation>Schwelle</translation>
    </message>
    <message>
        <source>{0} to {1} ({2} s)</source>
        <translation>{0} bis {1} ({2} s)</translation>
    </message>
    <message>
        <source>From the model</source>
        <translation>Vom Modell</translation>
    </message>
    <message>
        <source>Set by hand</source>
        <translation>Von Hand gesetzt</translation>
    </message>
    <message>
        <source>From a file</source>
        <translation>Aus einer Datei</translation>
    </message>
    <message>
        <source>{0} % sure of singing</source>
        <translation>{0} % sicher, dass gesungen wird</translation>
    </message>
    <message>
        <source>Checked</source>
        <translation>Geprüft</translation>
    </message>
    <message>
        <source>&amp;Compare</source>
        <translation>Ver&amp;gleichen</translation>
    </message>
    <message>
        <source>With a &amp;Label File…</source>
        <translation>Mit einer &amp;Labeldatei…</translation>
    </message>
    <message>
        <source>With a Cop&amp;y of the Annotation…</source>
        <translation>Mit einer &amp;Kopie der Annotation…</translation>
    </message>
    <message>
        <source>With Another &amp;Model…</source>
        <translation>Mit einem anderen &amp;Modell…</translation>
    </message>
    <message>
        <source>With an &amp;Earlier State…</source>
        <translation>Mit einem &amp;früheren Stand…</translation>
    </message>
    <message>
        <source>Choose it in the history</source>
        <translation>Wählen Sie ihn im Verlauf</translation>
    </message>
    <message>
        <source>&amp;Stop Comparing</source>
        <translation>Vergleich been&amp;den</translation>
    </message>
    <message>
        <source>&amp;Next Difference</source>
        <translation>&amp;Nächster Unterschied</translation>
    </message>
    <message>
        <source>&amp;Previous Difference</source>
        <translation>&amp;Voriger Unterschied</translation>
    </message>
    <message>
        <source>&amp;Take Theirs</source>
        <translation>Die &amp;anderen nehmen</translation>
    </message>
    <message>
        <source>&amp;Keep Mine</source>
        <translation>Meine &amp;behalten</translation>
    </message>
    <message>
        <source>or</source>
        <comment>between two keys</comment>
        <translation>oder</translation>
    </message>
    <message>
        <source>Replace {0}?</source>
        <translation>{0} ersetzen?</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Ersetzen</translation>
    </message>
    <message>
        <source>“{0}” counts as not sung; Regions &gt; Labels can say otherwise</source>
        <translation>„{0}“ zählt als nicht gesungen; Regionen &gt; Labels kann es anders sagen</translation>
    </message>
    <message>
        <source>“{0}” leaves open whether somebody sings; Regions &gt; Labels can say otherwise</source>
        <translation>„{0}“ lässt offen, ob jemand singt; Regionen &gt; Labels kann es anders sagen</translation>
    </message>
    <message>
        <source>“{0}” is no known word, so it counts as sung; Regions &gt; Labels can say otherwise</source>
        <translation>„{0}“ ist kein bekanntes Wort und zählt daher als gesungen; Regionen &gt; Labels kann es anders sagen</translation>
    </message>
    <message>
        <source>“{0}” counts as sung; Regions &gt; Labels can say otherwise</source>
        <translation>„{0}“ zählt als gesungen; Regionen &gt; Labels kann es anders sagen</translation>
    </message>
    <message>
        <source>{0} – {1} selected, {2} s</source>
        <translation>{0} – {1} ausgewählt, {2} s</translation>
    </message>
    <message numerus="yes">
        <source>%n regions, {0} in all</source>
        <translation>
            <numerusform>1 Region, {0}</numerusform>
            <numerusform>%n Regionen, zusammen {0}</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Songs</source>
        <translation>&amp;Lieder</translation>
    </message>
    <message>
        <source>&amp;List of Songs</source>
        <translation>&amp;Liste der Lieder</translation>
    </message>
    <message>
        <source>&amp;Find Songs</source>
        <translation>Lieder &amp;suchen</translation>
    </message>
    <message>
        <source>&amp;Next Song</source>
        <translation>&amp;Nächstes Lied</translation>
    </message>
    <message>
        <source>&amp;Previous Song</source>
        <translation>&amp;Voriges Lied</translation>
    </message>
    <message>
        <source>Status by What Is &amp;Checked</source>
        <translation>Status nach dem, was &amp;geprüft ist</translation>
    </message>
    <message>
        <source>Set Status: &amp;Unseen</source>
        <translation>Status setzen: &amp;ungesehen</translation>
    </message>
    <message>
        <source>Set Status: In &amp;Work</source>
        <translation>Status setzen: in &amp;Arbeit</translation>
    </message>
    <message>
        <source>Set Status: Chec&amp;ked</source>
        <translation>Status setzen: ge&amp;prüft</translation>
    </message>
    <message>
        <source>Edit N&amp;ote</source>
        <translation>N&amp;otiz bearbeiten</translation>
    </message>
    <message>
        <source>In the list of songs: F2</source>
        <translation>In der Liste der Lieder: F2</translation>
    </message>
    <message>
        <source>Check What Teaches &amp;Most</source>
        <translation>Prüfen, was am &amp;meisten lehrt</translation>
    </message>
    <message>
        <source>Go through the stretches of all songs in which a correction is worth most: where the model is
unsure, where models disagree, and where the model contradicts what is checked</source>
        <translation>Die Abschnitte aller Lieder durchgehen, in denen eine Korrektur am meisten wert ist: wo das Modell
unsicher ist, wo Modelle sich uneins sind und wo das Modell Geprüftem widerspricht</translation>
    </message>
    <message>
        <source>Acce&amp;pt Stretch of the Queue</source>
        <translation>Abschnitt der Warteschlange &amp;annehmen</translation>
    </message>
    <message>
        <source>Mark it as checked as it stands, and go to the next one</source>
        <translation>So, wie er ist, als geprüft markieren und zum nächsten gehen</translation>
    </message>
    <message>
        <source>&amp;Skip Stretch of the Queue</source>
        <translation>Abschnitt der Warteschlange über&amp;springen</translation>
    </message>
    <message>
        <source>Leave it as it is, and go to the next one</source>
        <translation>Lassen, wie er ist, und zum nächsten gehen</translation>
    </message>
    <message>
        <source>&amp;Back in the Queue</source>
        <translation>In der Warteschlange &amp;zurück</translation>
    </message>
    <message>
        <source>Show the stretch again that was accepted or skipped last</source>
        <translation>Den Abschnitt noch einmal zeigen, der zuletzt angenommen oder übersprungen wurde</translation>
    </message>
    <message>
        <source>What the Model Decides Ot&amp;herwise…</source>
        <translation>Was das Modell an&amp;ders entscheidet…</translation>
    </message>
    <message>
        <source>What the model in use decides otherwise than the one before, in all songs of the folder</source>
        <translation>Was das Modell in Gebrauch in allen Liedern des Ordners anders entscheidet als das vorige</translation>
    </message>
    <message>
        <source>&amp;Detect in All Listed Songs</source>
        <translation>In allen aufgelisteten Liedern &amp;erkennen</translation>
    </message>
    <message>
        <source>E&amp;xport All Listed Songs…</source>
        <translation>Alle aufgelisteten Lieder e&amp;xportieren…</translation>
    </message>
    <message>
        <source>&amp;Import Labels for All Listed Songs…</source>
        <translation>Labels für alle aufgelisteten Lieder &amp;importieren…</translation>
    </message>
    <message>
        <source>P&amp;ause or Resume</source>
        <translation>An&amp;halten oder fortsetzen</translation>
    </message>
    <message>
        <source>Canc&amp;el Work on Many Songs</source>
        <translation>Arbeit an vielen Liedern abbre&amp;chen</translation>
    </message>
    <message>
        <source>Look for Chan&amp;ges</source>
        <translation>Nach Än&amp;derungen suchen</translation>
    </message>
    <message>
        <source>Close Folde&amp;r</source>
        <translation>Ordner schl&amp;ießen</translation>
    </message>
    <message numerus="yes">
        <source>For %n song(s) of the list:</source>
        <translation>
            <numerusform>Für ein Lied der Liste:</numerusform>
            <numerusform>Für %n Lieder der Liste:</numerusform>
        </translation>
    </message>
    <message>
        <source>Export All</source>
        <translation>Alle exportieren</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>Folder:</source>
        <translation>Ordner:</translation>
    </message>
    <message>
        <source>&amp;Replace files that are there, and keep the old ones (.bak)</source>
        <translation>Vorhandene Dateien e&amp;rsetzen und die alten behalten (.bak)</translation>
    </message>
    <message>
        <source>Songs without an annotation are named at the end. Files that are there stay.</source>
        <translation>Lieder ohne Annotation werden am Ende genannt. Vorhandene Dateien bleiben.</translation>
    </message>
    <message>
        <source>Import Labels for All</source>
        <translation>Labels für alle importieren</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Importieren</translation>
    </message>
    <message>
        <source>Labels:</source>
        <translation>Labels:</translation>
    </message>
    <message>
        <source>&amp;Replace also what people have set or checked</source>
        <translation>Auch e&amp;rsetzen, was Menschen gesetzt oder geprüft haben</translation>
    </message>
    <message>
        <source>Labels have their song&apos;s name, in the folder or in sub-folders like those of the songs. Each import is one step in the song&apos;s history and can be undone there.</source>
        <translation>Labels heißen wie ihr Lied und liegen im Ordner oder in Unterordnern wie denen der Lieder. Jeder Import ist ein Schritt im Verlauf des Liedes und dort rückgängig zu machen.</translation>
    </message>
    <message>
        <source>nothing checked</source>
        <translation>nichts geprüft</translation>
    </message>
    <message>
        <source>Only checked time is learned from, and measured.</source>
        <translation>Nur aus geprüfter Zeit wird gelernt, und nur sie wird gemessen.</translation>
    </message>
    <message>
        <source>kept aside</source>
        <translation>beiseitegelegt</translation>
    </message>
    <message>
        <source>learned from</source>
        <translation>wird gelernt</translation>
    </message>
    <message>
        <source>From now on, “{0}” is learned from: scores of new models cannot be compared with those of before.</source>
        <translation>Ab jetzt wird aus „{0}“ gelernt: Die Werte neuer Modelle sind mit denen von vorher nicht vergleichbar.</translation>
    </message>
    <message>
        <source>From now on, “{0}” is kept aside: models that have learned from it score too well on it.</source>
        <translation>Ab jetzt ist „{0}“ beiseitegelegt: Modelle, die daraus gelernt haben, schneiden darauf zu gut ab.</translation>
    </message>
    <message>
        <source>Moved by hand on {0}.</source>
        <translation>Von Hand geändert am {0}.</translation>
    </message>
    <message>
        <source>As in the trainings before, so that their models can be compared.</source>
        <translation>Wie in den Trainings davor, damit deren Modelle vergleichbar sind.</translation>
    </message>
    <message>
        <source>As its artist in the trainings before, so that their models can be compared.</source>
        <translation>Wie sein Interpret in den Trainings davor, damit deren Modelle vergleichbar sind.</translation>
    </message>
    <message>
        <source>The model to go on from has learned from it.</source>
        <translation>Das Modell, von dem aus weitergelernt wird, hat daraus gelernt.</translation>
    </message>
    <message>
        <source>New: a quarter of the checked time is kept aside, by artist, or by song if there are few artists.</source>
        <translation>Neu: Ein Viertel der geprüften Zeit wird beiseitegelegt, nach Interpreten oder, bei wenigen Interpreten, nach Liedern.</translation>
    </message>
    <message>
        <source>Exported {0}</source>
        <translation>{0} exportiert</translation>
    </message>
    <message>
        <source>; the old file is {0}</source>
        <translation>; die alte Datei ist {0}</translation>
    </message>
    <message>
        <source>Mean distance from labelled edges, old and new model: starts {0} and {1}, ends {2} and {3}.</source>
        <translation>Mittlerer Abstand von den Kanten der Labels, altes und neues Modell: Anfänge {0} und {1}, Enden {2} und {3}.</translation>
    </message>
    <message>
        <source>{0} % of this time was accepted as “{1}” proposed it, where it hardly errs: its error is too small.</source>
        <translation>{0} % dieser Zeit wurden angenommen, wie „{1}“ sie vorgeschlagen hat; dort irrt es kaum, sein Fehler ist also zu klein.</translation>
    </message>
    <message numerus="yes">
        <source>“{0}” has learned from %n of them; on new songs it does worse.</source>
        <translation>
            <numerusform>Aus %n davon hat „{0}“ gelernt; auf neuen Liedern ist es schlechter.</numerusform>
            <numerusform>Aus %n davon hat „{0}“ gelernt; auf neuen Liedern ist es schlechter.</numerusform>
        </translation>
    </message>
    <message>
        <source>“{0}” {1} % of frames wrong ({2} to {3})</source>
        <translation>„{0}“ {1} % der Frames falsch ({2} bis {3})</translation>
    </message>
    <message>
        <source>the new model {0} % of frames wrong ({1} to {2})</source>
        <translation>das neue Modell {0} % der Frames falsch ({1} bis {2})</translation>
    </message>
    <message numerus="yes">
        <source>On %n songs kept aside ({0} min): {1}; {2}.</source>
        <translation>
            <numerusform>An %n beiseitegelegten Lied ({0} min): {1}; {2}.</numerusform>
            <numerusform>An %n beiseitegelegten Liedern ({0} min): {1}; {2}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>On %n songs left out in turn ({0} min): {1}; {2}.</source>
        <translation>
            <numerusform>An %n Lied, das ausgelassen wurde ({0} min): {1}; {2}.</numerusform>
            <numerusform>An %n Liedern, die reihum ausgelassen wurden ({0} min): {1}; {2}.</numerusform>
        </translation>
    </message>
    <message>
        <source>The two are equally good.</source>
        <translation>Die beiden sind gleich gut.</translation>
    </message>
    <message>
        <source>The new model is worse, but chance alone may make that difference.</source>
        <translation>Das neue Modell ist schlechter, aber dieser Unterschied kann allein vom Zufall kommen.</translation>
    </message>
    <message>
        <source>The new model is worse.</source>
        <translation>Das neue Modell ist schlechter.</translation>
    </message>
    <message>
        <source>The new model is better, but chance alone may make that difference.</source>
        <translation>Das neue Modell ist besser, aber dieser Unterschied kann allein vom Zufall kommen.</translation>
    </message>
    <message>
        <source>The new model is better.</source>
        <translation>Das neue Modell ist besser.</translation>
    </message>
    <message>
        <source>“{0}” has learned from other songs by its artist.</source>
        <translation>„{0}“ hat aus anderen Liedern desselben Interpreten gelernt.</translation>
    </message>
    <message numerus="yes">
        <source>“{0}” has learned from other songs by the artists of %n of them.</source>
        <translation>
            <numerusform>„{0}“ hat aus anderen Liedern der Interpreten von %n davon gelernt.</numerusform>
            <numerusform>„{0}“ hat aus anderen Liedern der Interpreten von %n davon gelernt.</numerusform>
        </translation>
    </message>
    <message>
        <source>The new model has learned from other songs by its artist.</source>
        <translation>Das neue Modell hat aus anderen Liedern desselben Interpreten gelernt.</translation>
    </message>
    <message numerus="yes">
        <source>The new model has learned from other songs by the artists of %n of them.</source>
        <translation>
            <numerusform>Das neue Modell hat aus anderen Liedern der Interpreten von %n davon gelernt.</numerusform>
            <numerusform>Das neue Modell hat aus anderen Liedern der Interpreten von %n davon gelernt.</numerusform>
        </translation>
    </message>
    <message>
        <source>This format holds everything.</source>
        <translation>Dieses Format hält alles fest.</translation>
    </message>
    <message>
        <source>This format cannot hold: {0}. All of it stays in the song&apos;s own annotation.</source>
        <translation>Dieses Format kann nicht festhalten: {0}. Alles davon bleibt in der Annotation des Lieds.</translation>
    </message>
</context>
<context>
    <name>AboutDialog</name>
    <message>
        <source>About SVD Studio</source>
        <translation>Über SVD Studio</translation>
    </message>
    <message>
        <source>Version {0}</source>
        <translation>Version {0}</translation>
    </message>
    <message>
        <source>Finds the singing in songs, lets you correct it, and learns from your corrections.</source>
        <translation>Findet den Gesang in Liedern, lässt Sie ihn korrigieren und lernt aus Ihren Korrekturen.</translation>
    </message>
    <message>
        <source>After J. Schlüter and T. Grill, “Exploring Data Augmentation for Improved
Singing Voice Detection with Neural Networks”, ISMIR 2015.</source>
        <translation>Nach J. Schlüter und T. Grill, „Exploring Data Augmentation for Improved
Singing Voice Detection with Neural Networks“, ISMIR 2015.</translation>
    </message>
</context>
<context>
    <name>AdvancedRows</name>
    <message>
        <source>Advanced</source>
        <translation>Erweitert</translation>
    </message>
    <message>
        <source>All other parameters of the training that this preset uses</source>
        <translation>Alle anderen Parameter des Trainings, die diese Voreinstellung benutzt</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>Augmentation</source>
        <translation>Augmentierung</translation>
    </message>
    <message>
        <source>Stretches</source>
        <translation>Abschnitte</translation>
    </message>
</context>
<context>
    <name>AnnotationCopies</name>
    <message>
        <source>Merge a Copy</source>
        <translation>Kopie zusammenführen</translation>
    </message>
    <message>
        <source>Open {0}</source>
        <translation>{0} öffnen</translation>
    </message>
    <message>
        <source>{0}: its song, {1}, is not beside it. Put it there, or open the song and then Edit &gt; Merge a Copy.</source>
        <translation>{0}: Das Lied dazu, {1}, liegt nicht daneben. Legen Sie es dorthin, oder öffnen Sie das Lied und dann Bearbeiten &gt; Kopie zusammenführen.</translation>
    </message>
</context>
<context>
    <name>Batch</name>
    <message numerus="yes">
        <source>… and %n more</source>
        <translation>
            <numerusform>… und ein weiteres</numerusform>
            <numerusform>… und %n weitere</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0}: %n song(s) left out.</source>
        <translation>
            <numerusform>{0}: Ein Lied wurde ausgelassen.</numerusform>
            <numerusform>{0}: %n Lieder wurden ausgelassen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0}: %n song(s) failed.</source>
        <translation>
            <numerusform>{0}: Bei einem Lied ging es nicht.</numerusform>
            <numerusform>{0}: Bei %n Liedern ging es nicht.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BatchBar</name>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message numerus="yes">
        <source>{1} of %n song(s), paused: {0}</source>
        <translation>
            <numerusform>{1} von einem Lied, angehalten: {0}</numerusform>
            <numerusform>{1} von %n Liedern, angehalten: {0}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{1} of %n song(s), about {2} min left: {0}</source>
        <translation>
            <numerusform>{1} von einem Lied, noch etwa {2} min: {0}</numerusform>
            <numerusform>{1} von %n Liedern, noch etwa {2} min: {0}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{1} of %n song(s): {0}</source>
        <translation>
            <numerusform>{1} von einem Lied: {0}</numerusform>
            <numerusform>{1} von %n Liedern: {0}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Reading {0} of %n song(s)</source>
        <translation>
            <numerusform>{0} von einem Lied gelesen</numerusform>
            <numerusform>{0} von %n Liedern gelesen</numerusform>
        </translation>
    </message>
    <message>
        <source>Looking for changes</source>
        <translation>Änderungen werden gesucht</translation>
    </message>
</context>
<context>
    <name>ChangesDialog</name>
    <message>
        <source>Changes</source>
        <translation>Änderungen</translation>
    </message>
    <message>
        <source>Enter opens the song at the place and plays it.</source>
        <translation>Die Eingabetaste öffnet das Lied an der Stelle und spielt sie.</translation>
    </message>
    <message>
        <source>What “{0}” Changes</source>
        <translation>Was „{0}“ ändert</translation>
    </message>
    <message numerus="yes">
        <source>in %n song(s)</source>
        <translation>
            <numerusform>in einem Lied</numerusform>
            <numerusform>in %n Liedern</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s)</source>
        <translation>
            <numerusform>eine Änderung</numerusform>
            <numerusform>%n Änderungen</numerusform>
        </translation>
    </message>
    <message>
        <source>“{0}” instead of “{1}”: {2} {3}, {4} more singing and {5} less.</source>
        <translation>„{0}“ statt „{1}“: {2} {3}, {4} Gesang mehr und {5} weniger.</translation>
    </message>
    <message>
        <source>By what is checked, {0} of them are right and {1} wrong.</source>
        <translation>Nach dem Geprüften sind davon {0} richtig und {1} falsch.</translation>
    </message>
    <message>
        <source>Songs that it learned from make it look better than it is.</source>
        <translation>Lieder, aus denen es gelernt hat, lassen es besser aussehen, als es ist.</translation>
    </message>
    <message numerus="yes">
        <source>%n song(s) could not be compared.</source>
        <translation>
            <numerusform>Ein Lied konnte nicht verglichen werden.</numerusform>
            <numerusform>%n Lieder konnten nicht verglichen werden.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ChangesTable</name>
    <message>
        <source>Song</source>
        <translation>Lied</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Stelle</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Länge</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Jetzt</translation>
    </message>
    <message>
        <source>By what is checked</source>
        <translation>Nach dem Geprüften</translation>
    </message>
    <message>
        <source>right</source>
        <translation>richtig</translation>
    </message>
    <message>
        <source>wrong</source>
        <translation>falsch</translation>
    </message>
    <message>
        <source>singing</source>
        <translation>Gesang</translation>
    </message>
    <message>
        <source>no singing</source>
        <translation>kein Gesang</translation>
    </message>
</context>
<context>
    <name>CheckedTime</name>
    <message>
        <source>Select a region, or put the cursor into one, to mark it as checked</source>
        <translation>Wählen Sie eine Region, oder setzen Sie den Cursor in eine, um sie als geprüft zu markieren</translation>
    </message>
    <message>
        <source>Mark as not checked</source>
        <translation>Als nicht geprüft markieren</translation>
    </message>
    <message>
        <source>Not checked: {0}</source>
        <translation>Nicht geprüft: {0}</translation>
    </message>
    <message>
        <source>Not marked: the model is still looking for singing here. Press it again when it is done.</source>
        <translation>Nicht markiert: Das Modell sucht hier noch nach Gesang. Drücken Sie noch einmal, wenn es fertig ist.</translation>
    </message>
    <message>
        <source>Mark as checked</source>
        <translation>Als geprüft markieren</translation>
    </message>
    <message>
        <source>Checked: {0}</source>
        <translation>Geprüft: {0}</translation>
    </message>
    <message>
        <source>Listening checks nothing here before the model has looked for singing.</source>
        <translation>Anhören prüft hier nichts, bevor das Modell nach Gesang gesucht hat.</translation>
    </message>
    <message>
        <source>Check by listening</source>
        <translation>Beim Anhören prüfen</translation>
    </message>
</context>
<context>
    <name>CommandPalette</name>
    <message>
        <source>Find an Action</source>
        <translation>Aktion finden</translation>
    </message>
    <message>
        <source>Type some letters of what you want to do</source>
        <translation>Schreiben Sie einige Buchstaben dessen, was Sie tun wollen</translation>
    </message>
    <message>
        <source>Letters of what you want to do</source>
        <translation>Buchstaben dessen, was Sie tun wollen</translation>
    </message>
    <message>
        <source>Actions found</source>
        <translation>Gefundene Aktionen</translation>
    </message>
    <message>
        <source>No action has these letters, nor words that begin with them.</source>
        <translation>Keine Aktion enthält diese Buchstaben oder Wörter, die damit beginnen.</translation>
    </message>
</context>
<context>
    <name>Comparison</name>
    <message>
        <source>No differences</source>
        <translation>Keine Unterschiede</translation>
    </message>
    <message>
        <source>No difference after this</source>
        <translation>Kein Unterschied danach</translation>
    </message>
    <message>
        <source>No difference before this</source>
        <translation>Kein Unterschied davor</translation>
    </message>
    <message>
        <source>No differences are left</source>
        <translation>Keine Unterschiede sind übrig</translation>
    </message>
    <message>
        <source>Take theirs</source>
        <translation>Die anderen nehmen</translation>
    </message>
    <message>
        <source>Keep mine</source>
        <translation>Meine behalten</translation>
    </message>
    <message>
        <source>Nothing to compare with: choose something in the menu Compare</source>
        <translation>Nichts zu vergleichen: Wählen Sie etwas im Menü Vergleichen</translation>
    </message>
</context>
<context>
    <name>ComparisonPanel</name>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Previous</source>
        <translation>Voriger</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Nächster</translation>
    </message>
    <message>
        <source>Take theirs</source>
        <translation>Die anderen nehmen</translation>
    </message>
    <message>
        <source>Keep mine</source>
        <translation>Meine behalten</translation>
    </message>
    <message>
        <source>Theirs: {0}</source>
        <translation>Die anderen: {0}</translation>
    </message>
    <message>
        <source>There is no time of which both say something.</source>
        <translation>Es gibt keine Zeit, über die beide etwas sagen.</translation>
    </message>
    <message>
        <source>In {0} of checked time</source>
        <translation>In {0} geprüfter Zeit</translation>
    </message>
    <message>
        <source>In {0}, nothing being checked</source>
        <translation>In {0}, da nichts geprüft ist</translation>
    </message>
    <message>
        <source>{0} % of frames agree</source>
        <translation>{0} % der Frames stimmen überein</translation>
    </message>
    <message>
        <source>kappa {0}</source>
        <translation>Kappa {0}</translation>
    </message>
    <message>
        <source>boundaries {0} s apart from mine to theirs, {1} s from theirs to mine (medians)</source>
        <translation>Grenzen {0} s auseinander von meinen zu den anderen, {1} s von den anderen zu meinen (Mediane)</translation>
    </message>
    <message>
        <source>{0} % of them within {1} s</source>
        <translation>{0} % davon innerhalb von {1} s</translation>
    </message>
    <message>
        <source>only mine has a region of {0} s</source>
        <translation>nur meine haben eine Region von {0} s</translation>
    </message>
    <message>
        <source>only theirs has a region of {0} s</source>
        <translation>nur die anderen haben eine Region von {0} s</translation>
    </message>
    <message>
        <source>theirs starts {0} s later</source>
        <translation>die andere beginnt {0} s später</translation>
    </message>
    <message>
        <source>theirs starts {0} s earlier</source>
        <translation>die andere beginnt {0} s früher</translation>
    </message>
    <message>
        <source>theirs ends {0} s later</source>
        <translation>die andere endet {0} s später</translation>
    </message>
    <message>
        <source>theirs ends {0} s earlier</source>
        <translation>die andere endet {0} s früher</translation>
    </message>
    <message>
        <source>differs for {0} s</source>
        <translation>verschieden für {0} s</translation>
    </message>
    <message>
        <source>kappa cannot be computed: both always say the same</source>
        <translation>Kappa kann nicht berechnet werden: Beide sagen immer dasselbe</translation>
    </message>
    <message>
        <source>, {0} kept</source>
        <translation>, {0} behalten</translation>
    </message>
    <message>
        <source>No differences are left{0}</source>
        <translation>Keine Unterschiede sind übrig{0}</translation>
    </message>
    <message>
        <source>Differences: {0}{1}</source>
        <translation>Unterschiede: {0}{1}</translation>
    </message>
    <message>
        <source>Difference {0} of {1}{2}, at {3}:</source>
        <translation>Unterschied {0} von {1}{2}, bei {3}:</translation>
    </message>
    <message>
        <source>theirs has another label</source>
        <translation>die andere hat ein anderes Label</translation>
    </message>
    <message>
        <source>one region here, two there</source>
        <translation>eine Region hier, zwei dort</translation>
    </message>
</context>
<context>
    <name>ComparisonSources</name>
    <message>
        <source>Compare with Labels</source>
        <translation>Mit Labels vergleichen</translation>
    </message>
    <message>
        <source>Compare with labels</source>
        <translation>Mit Labels vergleichen</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Compare with a Copy</source>
        <translation>Mit einer Kopie vergleichen</translation>
    </message>
    <message>
        <source>Open {0}</source>
        <translation>{0} öffnen</translation>
    </message>
    <message>
        <source>{0} is the annotation of another sound, {1}. Choose one of the open song.</source>
        <translation>{0} ist die Annotation einer anderen Aufnahme, {1}. Wählen Sie eine des geöffneten Lieds.</translation>
    </message>
    <message>
        <source>Compare with a Model</source>
        <translation>Mit einem Modell vergleichen</translation>
    </message>
    <message>
        <source>Models (*.safetensors)</source>
        <translation>Modelle (*.safetensors)</translation>
    </message>
    <message>
        <source>Compare with a model</source>
        <translation>Mit einem Modell vergleichen</translation>
    </message>
    <message>
        <source>Detecting with {0}</source>
        <translation>Erkennung mit {0}</translation>
    </message>
    <message>
        <source>First state</source>
        <translation>Erster Stand</translation>
    </message>
</context>
<context>
    <name>CurvePlot</name>
    <message>
        <source>updates</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>update {0}: {1}</source>
        <translation>Schritt {0}: {1}</translation>
    </message>
</context>
<context>
    <name>DataPage</name>
    <message>
        <source>Songs you corrected</source>
        <translation>Lieder, die Sie korrigiert haben</translation>
    </message>
    <message>
        <source>Only checked time takes part. Artists kept aside are never learned from: all models are measured on them.</source>
        <translation>Nur geprüfte Zeit nimmt teil. Aus beiseitegelegten Interpreten wird nie gelernt: An ihnen werden alle Modelle gemessen.</translation>
    </message>
    <message>
        <source>Data sets</source>
        <translation>Datensätze</translation>
    </message>
    <message>
        <source>Folders with audio/ and labels/, or with stems to be mixed.</source>
        <translation>Ordner mit audio/ und labels/ oder mit Stems zum Mischen.</translation>
    </message>
    <message>
        <source>Keep Artist Aside</source>
        <translation>Interpreten beiseitelegen</translation>
    </message>
    <message>
        <source>Keep Only Song Aside</source>
        <translation>Nur Lied beiseitelegen</translation>
    </message>
    <message>
        <source>Learn From</source>
        <translation>Daraus lernen</translation>
    </message>
    <message>
        <source>Tick All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Tick None</source>
        <translation>Keine</translation>
    </message>
    <message>
        <source>Add folder…</source>
        <translation>Ordner hinzufügen…</translation>
    </message>
    <message>
        <source>Add Data Set</source>
        <translation>Datensatz hinzufügen</translation>
    </message>
</context>
<context>
    <name>DataSetDialog</name>
    <message>
        <source>Export Data Set</source>
        <translation>Datensatz exportieren</translation>
    </message>
    <message>
        <source>Songs with checked time become a folder to train from: sound, labels, lists by artist, and hashes. Songs without checked time are left out.</source>
        <translation>Lieder mit geprüfter Zeit werden ein Ordner, aus dem trainiert werden kann: Ton, Labels, Listen nach Künstlern und Prüfsummen. Lieder ohne geprüfte Zeit bleiben weg.</translation>
    </message>
    <message>
        <source>Progress of the export</source>
        <translation>Fortschritt des Exports</translation>
    </message>
    <message>
        <source>Looking at the songs…</source>
        <translation>Die Lieder werden angesehen…</translation>
    </message>
    <message>
        <source>by tags; or a pattern such as {artist} - *</source>
        <translation>nach Tags; oder ein Muster wie {artist} - *</translation>
    </message>
    <message>
        <source>such as CC BY 4.0</source>
        <translation>etwa CC BY 4.0</translation>
    </message>
    <message>
        <source>Linked (takes no room, on the same disk)</source>
        <translation>Verknüpft (braucht keinen Platz, auf derselben Platte)</translation>
    </message>
    <message>
        <source>Linked by name (breaks when the songs move)</source>
        <translation>Nach Namen verknüpft (bricht, wenn die Lieder umziehen)</translation>
    </message>
    <message>
        <source>Copied (takes as much room again)</source>
        <translation>Kopiert (braucht noch einmal so viel Platz)</translation>
    </message>
    <message>
        <source>Songs below</source>
        <translation>Lieder unter</translation>
    </message>
    <message>
        <source>Data set</source>
        <translation>Datensatz</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Lizenz</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>Ton</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Wählen…</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>There is no folder of songs of this name.</source>
        <translation>Es gibt keinen Ordner mit Liedern dieses Namens.</translation>
    </message>
    <message>
        <source>{0}: songs: {1}, artists: {2}, {3} of music, {4} of it checked. Lists: {5}.</source>
        <translation>{0}: Lieder: {1}, Künstler: {2}, {3} Musik, davon {4} geprüft. Listen: {5}.</translation>
    </message>
    <message>
        <source>and {0} more</source>
        <translation>und {0} weitere</translation>
    </message>
</context>
<context>
    <name>DataSetJob</name>
    <message>
        <source>The export ended without a result.</source>
        <translation>Der Export endete ohne Ergebnis.</translation>
    </message>
    <message>
        <source>Export Data Set</source>
        <translation>Datensatz exportieren</translation>
    </message>
</context>
<context>
    <name>DialogOpener</name>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>Checked around an Edit</source>
        <translation>Geprüftes um eine Änderung</translation>
    </message>
    <message>
        <source>An edit checks what it changes, and so many seconds before and after it (0 to {0}):</source>
        <translation>Eine Änderung prüft, was sie ändert, und so viele Sekunden davor und danach (0 bis {0}):</translation>
    </message>
    <message>
        <source>Annotator</source>
        <translation>Annotator</translation>
    </message>
    <message>
        <source>Your name, which is kept with each of your edits in the history of a song
(empty: {0})</source>
        <translation>Ihr Name, der mit jeder Ihrer Änderungen im Verlauf eines Lieds aufbewahrt wird
(leer: {0})</translation>
    </message>
    <message>
        <source>Open Model</source>
        <translation>Modell öffnen</translation>
    </message>
    <message>
        <source>Models (*.safetensors)</source>
        <translation>Modelle (*.safetensors)</translation>
    </message>
</context>
<context>
    <name>Document</name>
    <message>
        <source>The song is open in another window.</source>
        <translation>Das Lied ist in einem anderen Fenster geöffnet.</translation>
    </message>
    <message>
        <source>{0} cannot be written ({1}).</source>
        <translation>{0} kann nicht geschrieben werden ({1}).</translation>
    </message>
    <message>
        <source>{0} cannot be written ({1}). Your corrections are kept in {2} and will be found again.</source>
        <translation>{0} kann nicht geschrieben werden ({1}). Ihre Korrekturen sind in {2} aufbewahrt und werden wiedergefunden.</translation>
    </message>
    <message>
        <source>Not saved: {0} cannot be written ({1}). Make room or allow writing, then press Ctrl+S.</source>
        <translation>Nicht gespeichert: {0} kann nicht geschrieben werden ({1}). Schaffen Sie Platz oder erlauben Sie das Schreiben, dann drücken Sie Strg+S.</translation>
    </message>
    <message>
        <source>The last edits may not survive a power cut: {0} could not be flushed to disk ({1}).</source>
        <translation>Die letzten Änderungen überstehen vielleicht keinen Stromausfall: {0} konnte nicht auf die Platte gebracht werden ({1}).</translation>
    </message>
</context>
<context>
    <name>DoubtfulReview</name>
    <message>
        <source>Doubtful, {0}. Accept or reject</source>
        <translation>Zweifelhaft, {0}. Annehmen oder ablehnen</translation>
    </message>
    <message>
        <source>Accept doubtful place</source>
        <translation>Zweifelhafte Stelle annehmen</translation>
    </message>
    <message>
        <source>Reject doubtful place</source>
        <translation>Zweifelhafte Stelle ablehnen</translation>
    </message>
    <message>
        <source>The model has not heard the whole song yet</source>
        <translation>Das Modell hat noch nicht das ganze Lied untersucht</translation>
    </message>
    <message>
        <source>No doubtful place is left</source>
        <translation>Keine zweifelhafte Stelle ist übrig</translation>
    </message>
    <message>
        <source>taken for singing</source>
        <translation>für Gesang gehalten</translation>
    </message>
    <message>
        <source>taken for no singing</source>
        <translation>nicht für Gesang gehalten</translation>
    </message>
    <message>
        <source>Doubtful, {0}: {1} – {2}, {3} left. Accept or reject</source>
        <translation>Zweifelhaft, {0}: {1} – {2}, noch {3}. Annehmen oder ablehnen</translation>
    </message>
</context>
<context>
    <name>Explanation</name>
    <message>
        <source>Explain a frame</source>
        <translation>Frame erklären</translation>
    </message>
</context>
<context>
    <name>ExplanationPanel</name>
    <message>
        <source>Why does it think so?</source>
        <translation>Warum diese Entscheidung?</translation>
    </message>
    <message>
        <source>Orange made this model say singing in this frame, teal made it say none, compared with a song in which every band stays at its median. It shows what this model reacted to, not what singing is, and not whether it is right; another model may look elsewhere.</source>
        <translation>Orange ließ dieses Modell in diesem Frame Gesang melden, Türkis keinen, verglichen mit einem Lied, in dem jedes Band bei seinem Median bleibt. Es zeigt, worauf dieses Modell reagiert hat, nicht was Gesang ist, und nicht, ob es recht hat; ein anderes Modell sieht vielleicht woanders hin.</translation>
    </message>
    <message>
        <source>Computing…</source>
        <translation>Wird berechnet…</translation>
    </message>
    <message>
        <source>Put the cursor to where you want to know.</source>
        <translation>Setzen Sie den Cursor dorthin, wo Sie es wissen möchten.</translation>
    </message>
    <message>
        <source>At {0}: {1} % before smoothing. What speaks for singing adds {2} to its log-odds, what speaks against takes {3}, from {4} to begin with.</source>
        <translation>Bei {0}: {1} % vor dem Glätten. Was für Gesang spricht, erhöht die Log-Odds um {2}, was dagegen spricht, senkt sie um {3}, ausgehend von {4}.</translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <source>Export Regions</source>
        <translation>Regionen exportieren</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Wählen…</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>{0} of {1} are not detected yet: the file would say that nobody sings there.</source>
        <translation>{0} von {1} sind noch nicht erkannt: Die Datei würde sagen, dass dort niemand singt.</translation>
    </message>
    <message>
        <source>The rest may be the model&apos;s own guess; few formats can say which is which.</source>
        <translation>Der Rest mag die Vermutung des Modells sein; wenige Formate können sagen, was was ist.</translation>
    </message>
    <message>
        <source>A second file, {0}, holds the checked time.</source>
        <translation>Eine zweite Datei, {0}, hält die geprüfte Zeit fest.</translation>
    </message>
    <message>
        <source>Export a song that is not wholly detected?</source>
        <translation>Einen Song exportieren, der nicht ganz erkannt ist?</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>The file exists, and is not what was exported there last. It may be somebody&apos;s work. If you replace it, it is kept beside the new one, with .bak after its name.</source>
        <translation>Die Datei gibt es schon, und sie ist nicht, was zuletzt dorthin exportiert wurde. Sie mag jemandes Arbeit sein. Wenn Sie sie ersetzen, bleibt sie neben der neuen, mit .bak hinter ihrem Namen.</translation>
    </message>
    <message>
        <source>This is a link to a file that is not there. Choose another name.</source>
        <translation>Dies ist ein Verweis auf eine Datei, die nicht da ist. Wählen Sie einen anderen Namen.</translation>
    </message>
    <message>
        <source>This file was exported before, and will be replaced.</source>
        <translation>Diese Datei wurde schon exportiert und wird ersetzt.</translation>
    </message>
    <message>
        <source>This file exists. You will be asked before it is replaced.</source>
        <translation>Diese Datei gibt es schon. Sie werden gefragt, bevor sie ersetzt wird.</translation>
    </message>
</context>
<context>
    <name>FilterBar</name>
    <message>
        <source>Find in labels</source>
        <translation>In Labels suchen</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Label</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Herkunft</translation>
    </message>
    <message>
        <source>All labels</source>
        <translation>Alle Labels</translation>
    </message>
    <message>
        <source>All sources</source>
        <translation>Jede Herkunft</translation>
    </message>
    <message>
        <source>Do&amp;ubtful</source>
        <translation>&amp;Zweifelhaft</translation>
    </message>
    <message>
        <source>Not chec&amp;ked</source>
        <translation>Nicht ge&amp;prüft</translation>
    </message>
    <message>
        <source>Proposed by the model with a probability near the threshold</source>
        <translation>Vom Modell vorgeschlagen, mit einer Wahrscheinlichkeit nahe der Schwelle</translation>
    </message>
    <message>
        <source>Regions: {0}</source>
        <translation>Regionen: {0}</translation>
    </message>
    <message>
        <source>Regions: {0} of {1}</source>
        <translation>Regionen: {0} von {1}</translation>
    </message>
</context>
<context>
    <name>FolderLabels</name>
    <message>
        <source>Read the labels of this folder</source>
        <translation>Labels dieses Ordners lesen</translation>
    </message>
    <message>
        <source>Keep the labels of this folder in {0}</source>
        <translation>Labels dieses Ordners in {0} aufbewahren</translation>
    </message>
</context>
<context>
    <name>FolderQuestions</name>
    <message numerus="yes">
        <source>%n journal(s) lost their song, which was renamed or moved: {0}{1}</source>
        <translation>
            <numerusform>Ein Journal hat sein Lied verloren, das umbenannt oder verschoben wurde: {0}{1}</numerusform>
            <numerusform>%n Journale haben ihre Lieder verloren, die umbenannt oder verschoben wurden: {0}{1}</numerusform>
        </translation>
    </message>
    <message>
        <source>Move Beside the Songs</source>
        <translation>Neben die Lieder verschieben</translation>
    </message>
    <message>
        <source>Leave As It Is</source>
        <translation>So lassen</translation>
    </message>
    <message numerus="yes">
        <source>%n song(s) called checked without checked time: nothing is learned from them.</source>
        <translation>
            <numerusform>Ein Lied heißt geprüft, ohne dass Zeit darin geprüft ist: Daraus wird nichts gelernt.</numerusform>
            <numerusform>%n Lieder heißen geprüft, ohne dass Zeit darin geprüft ist: Daraus wird nichts gelernt.</numerusform>
        </translation>
    </message>
    <message>
        <source>Leave It So</source>
        <translation>So lassen</translation>
    </message>
    <message>
        <source>Mark the Open Song as Checked</source>
        <translation>Das offene Lied als geprüft markieren</translation>
    </message>
    <message numerus="yes">
        <source>What to check first is not known before singing is detected in %n song(s).</source>
        <translation>
            <numerusform>Was zuerst zu prüfen ist, weiß man erst, wenn der Gesang in diesem Lied erkannt ist.</numerusform>
            <numerusform>Was zuerst zu prüfen ist, weiß man erst, wenn der Gesang in diesen %n Liedern erkannt ist.</numerusform>
        </translation>
    </message>
    <message>
        <source>Detect, Then Check</source>
        <translation>Erkennen, dann prüfen</translation>
    </message>
    <message>
        <source>Not Now</source>
        <translation>Jetzt nicht</translation>
    </message>
</context>
<context>
    <name>FolderRow</name>
    <message>
        <source>beside each song</source>
        <translation>neben jedem Lied</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Wählen…</translation>
    </message>
</context>
<context>
    <name>FolderSession</name>
    <message>
        <source>Open folder</source>
        <translation>Ordner öffnen</translation>
    </message>
    <message>
        <source>Read {0}</source>
        <translation>{0} lesen</translation>
    </message>
    <message>
        <source>Mark song</source>
        <translation>Lied markieren</translation>
    </message>
    <message>
        <source>Move journals</source>
        <translation>Journale verschieben</translation>
    </message>
</context>
<context>
    <name>HistoryDialog</name>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>&amp;Go to This State (Enter)</source>
        <translation>Zu diesem Stand &amp;gehen (Eingabe)</translation>
    </message>
    <message>
        <source>Show &amp;Place (Space)</source>
        <translation>&amp;Stelle zeigen (Leertaste)</translation>
    </message>
    <message>
        <source>&amp;Name… (F2)</source>
        <translation>&amp;Name… (F2)</translation>
    </message>
    <message>
        <source>C&amp;ompare</source>
        <translation>&amp;Vergleichen</translation>
    </message>
    <message>
        <source>Show this state beside the song&apos;s regions, and where they differ</source>
        <translation>Diesen Stand neben den Regionen des Lieds zeigen, und wo sie sich unterscheiden</translation>
    </message>
    <message>
        <source>&amp;Save Snapshot…</source>
        <translation>Momentaufnahme &amp;speichern…</translation>
    </message>
    <message>
        <source>&amp;Merge a Copy…</source>
        <translation>Kopie &amp;zusammenführen…</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>S&amp;chließen</translation>
    </message>
    <message>
        <source>The current state is in bold. States in italics are on other branches.</source>
        <translation>Der jetzige Stand ist fett. Kursive Stände liegen auf anderen Zweigen.</translation>
    </message>
    <message>
        <source>Nothing has been edited in this song yet.</source>
        <translation>In diesem Lied wurde noch nichts geändert.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Name of this state (empty: none):</source>
        <translation>Name dieses Stands (leer: keiner):</translation>
    </message>
    <message>
        <source>Snapshots (*{0})</source>
        <translation>Momentaufnahmen (*{0})</translation>
    </message>
    <message>
        <source>Save Snapshot</source>
        <translation>Momentaufnahme speichern</translation>
    </message>
    <message>
        <source>Save snapshot</source>
        <translation>Momentaufnahme speichern</translation>
    </message>
    <message>
        <source>Saved as {0}</source>
        <translation>Gespeichert als {0}</translation>
    </message>
</context>
<context>
    <name>HistoryTable</name>
    <message>
        <source>Time</source>
        <translation>Zeitpunkt</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Änderung</translation>
    </message>
    <message>
        <source>Annotator</source>
        <translation>Annotator</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Stelle</translation>
    </message>
    <message>
        <source>On another branch: it was undone, and something else was done instead</source>
        <translation>Auf einem anderen Zweig: Es wurde rückgängig gemacht und stattdessen etwas anderes getan</translation>
    </message>
    <message>
        <source>First state</source>
        <translation>Erster Stand</translation>
    </message>
</context>
<context>
    <name>KeyField</name>
    <message>
        <source>Press the new keys…</source>
        <translation>Drücken Sie die neuen Tasten…</translation>
    </message>
</context>
<context>
    <name>KeyboardEditing</name>
    <message>
        <source>No boundary after the cursor</source>
        <translation>Keine Grenze nach dem Cursor</translation>
    </message>
    <message>
        <source>No boundary before the cursor</source>
        <translation>Keine Grenze vor dem Cursor</translation>
    </message>
    <message>
        <source>Nudge start</source>
        <translation>Anfang verschieben</translation>
    </message>
    <message>
        <source>Nudge end</source>
        <translation>Ende verschieben</translation>
    </message>
    <message>
        <source>A selected region is at its neighbour or at the end of the song</source>
        <translation>Eine ausgewählte Region ist an ihrem Nachbarn oder am Ende des Lieds</translation>
    </message>
    <message numerus="yes">
        <source>Nudge %n regions</source>
        <translation>
            <numerusform>Region verschieben</numerusform>
            <numerusform>%n Regionen verschieben</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LabelEditing</name>
    <message>
        <source>Select a region, or put the cursor into one, to give it a label</source>
        <translation>Wählen Sie eine Region, oder setzen Sie den Cursor in eine, um ihr ein Label zu geben</translation>
    </message>
    <message>
        <source>No label of this folder has the key {0}; see Regions &gt; Labels</source>
        <translation>Kein Label dieses Ordners hat die Taste {0}; siehe Regionen &gt; Labels</translation>
    </message>
</context>
<context>
    <name>LabelField</name>
    <message>
        <source>Label of the region</source>
        <translation>Label der Region</translation>
    </message>
</context>
<context>
    <name>LabelImport</name>
    <message>
        <source>Import Labels</source>
        <translation>Labels importieren</translation>
    </message>
    <message>
        <source>Import labels</source>
        <translation>Labels importieren</translation>
    </message>
    <message numerus="yes">
        <source> and %n more places</source>
        <translation>
            <numerusform> und einer weiteren Stelle</numerusform>
            <numerusform> und %n weiteren Stellen</numerusform>
        </translation>
    </message>
    <message>
        <source>The labels say that nobody sings at {0}, where the model is sure of singing. Are they complete, and the labels of this song?</source>
        <translation>Die Labels sagen, dass bei {0} niemand singt, wo sich das Modell des Gesangs sicher ist. Sind sie vollständig und die Labels dieses Lieds?</translation>
    </message>
    <message>
        <source>Labels of {0} imported</source>
        <translation>Labels von {0} importiert</translation>
    </message>
</context>
<context>
    <name>LabelImportDialog</name>
    <message>
        <source>Import Labels</source>
        <translation>Labels importieren</translation>
    </message>
    <message>
        <source>How are the labels in {0} meant?</source>
        <translation>Wie sind die Labels in {0} gemeint?</translation>
    </message>
    <message>
        <source>The labels are the words that are sung: all of them are singing</source>
        <translation>Die Labels sind die gesungenen Wörter: Alle sind Gesang</translation>
    </message>
    <message>
        <source>Cut off what lies after the end of the sound ({0})</source>
        <translation>Abschneiden, was nach dem Ende des Tons liegt ({0})</translation>
    </message>
    <message>
        <source>Sung: {0} of {1}, in regions: {2}. Checked: {3}.</source>
        <translation>Gesungen: {0} von {1}, in Regionen: {2}. Geprüft: {3}.</translation>
    </message>
    <message numerus="yes">
        <source> They take the place of what is there: %n regions set by hand, {0} checked. Undo brings it back.</source>
        <translation>
            <numerusform> Sie ersetzen, was da ist: eine von Hand gesetzte Region, {0} geprüft. Rückgängig holt es zurück.</numerusform>
            <numerusform> Sie ersetzen, was da ist: %n von Hand gesetzte Regionen, {0} geprüft. Rückgängig holt es zurück.</numerusform>
        </translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Importieren</translation>
    </message>
    <message>
        <source>Without labels</source>
        <translation>Ohne Labels</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Label</translation>
    </message>
    <message>
        <source>How often</source>
        <translation>Wie oft</translation>
    </message>
    <message>
        <source>Means</source>
        <translation>Bedeutet</translation>
    </message>
    <message>
        <source>What the labels mean</source>
        <translation>Was die Labels bedeuten</translation>
    </message>
    <message>
        <source>First lines of the file</source>
        <translation>Erste Zeilen der Datei</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Anfang</translation>
    </message>
    <message>
        <source>End</source>
        <translation>Ende</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Confidence</source>
        <translation>Konfidenz</translation>
    </message>
    <message>
        <source>Not used</source>
        <translation>Nicht benutzt</translation>
    </message>
    <message>
        <source>Tier</source>
        <translation>Ebene</translation>
    </message>
    <message>
        <source>As the numbers suggest</source>
        <translation>Wie die Zahlen nahelegen</translation>
    </message>
    <message>
        <source>Seconds</source>
        <translation>Sekunden</translation>
    </message>
    <message>
        <source>Milliseconds</source>
        <translation>Millisekunden</translation>
    </message>
    <message>
        <source>Times are</source>
        <translation>Zeiten sind</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Wählen…</translation>
    </message>
    <message>
        <source>Sung</source>
        <translation>Gesungen</translation>
    </message>
    <message>
        <source>Not sung</source>
        <translation>Nicht gesungen</translation>
    </message>
    <message>
        <source>Ignore</source>
        <translation>Ignorieren</translation>
    </message>
</context>
<context>
    <name>LabelSetDialog</name>
    <message>
        <source>Labels of This Folder</source>
        <translation>Labels dieses Ordners</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Taste</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Means</source>
        <translation>Bedeutet</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>Farbe</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Labels</translation>
    </message>
    <message>
        <source>The digits 1 to 9 give these labels to the selected regions. What is “left open” is neither learned from nor scored. A click on a colour chooses another one, a right click takes it away.</source>
        <translation>Die Ziffern 1 bis 9 geben den ausgewählten Regionen diese Labels. Was „offen gelassen“ ist, wird weder gelernt noch bewertet. Ein Klick auf eine Farbe wählt eine andere, ein Rechtsklick nimmt sie weg.</translation>
    </message>
    <message>
        <source>The set is kept in {0}.</source>
        <translation>Die Labels sind in {0} aufbewahrt.</translation>
    </message>
    <message>
        <source>&amp;Add</source>
        <translation>&amp;Hinzufügen</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>Ent&amp;fernen</translation>
    </message>
    <message>
        <source>Move &amp;Up</source>
        <translation>Nach &amp;oben</translation>
    </message>
    <message>
        <source>Move &amp;Down</source>
        <translation>Nach &amp;unten</translation>
    </message>
    <message>
        <source>De&amp;fault</source>
        <translation>&amp;Standard</translation>
    </message>
    <message>
        <source>Colour of the Source</source>
        <translation>Farbe der Herkunft</translation>
    </message>
    <message>
        <source>Colour of the Label</source>
        <translation>Farbe des Labels</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Only checked time is learned from: Mark as Checked</source>
        <translation>Nur aus geprüfter Zeit wird gelernt: Als geprüft markieren</translation>
    </message>
    <message>
        <source>The sound is still being decoded</source>
        <translation>Der Ton wird noch dekodiert</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Bereit</translation>
    </message>
    <message>
        <source>All changes saved</source>
        <translation>Alle Änderungen gespeichert</translation>
    </message>
    <message>
        <source>Changes not saved</source>
        <translation>Änderungen nicht gespeichert</translation>
    </message>
</context>
<context>
    <name>Measuring</name>
    <message>
        <source>Measuring models</source>
        <translation>Modelle messen</translation>
    </message>
</context>
<context>
    <name>MelPlot</name>
    <message>
        <source>seconds from the labelled frame</source>
        <translation>Sekunden vom Frame mit dem Label an</translation>
    </message>
</context>
<context>
    <name>ModelCardDialog</name>
    <message>
        <source>Model “{0}”</source>
        <translation>Modell „{0}“</translation>
    </message>
    <message>
        <source>{0} × {1}, averaged</source>
        <translation>{0} × {1}, gemittelt</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>Netz</translation>
    </message>
    <message>
        <source>Decides by default</source>
        <translation>Entscheidet standardmäßig nach</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Schlüssel</translation>
    </message>
</context>
<context>
    <name>ModelChanges</name>
    <message>
        <source>Open the folder of your songs first, to see what a model changes in them</source>
        <translation>Öffnen Sie zuerst den Ordner Ihrer Lieder, um zu sehen, was ein Modell darin ändert</translation>
    </message>
    <message>
        <source>Work on many songs is under way</source>
        <translation>Arbeit an vielen Liedern läuft</translation>
    </message>
    <message>
        <source>Compare models</source>
        <translation>Modelle vergleichen</translation>
    </message>
    <message>
        <source>Detect singing with “{0}”</source>
        <translation>Gesang suchen mit „{0}“</translation>
    </message>
    <message>
        <source>Comparing what the models decide…</source>
        <translation>Entscheidungen der Modelle werden verglichen…</translation>
    </message>
</context>
<context>
    <name>ModelTable</name>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>Entstanden</translation>
    </message>
    <message>
        <source>Started from</source>
        <translation>Ausgangsmodell</translation>
    </message>
    <message>
        <source>Songs learned from</source>
        <translation>Gelernte Lieder</translation>
    </message>
    <message>
        <source>Used last</source>
        <translation>Zuletzt benutzt</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>AUROC</source>
        <translation>AUROC</translation>
    </message>
    <message>
        <source>comes with the program</source>
        <translation>im Programm enthalten</translation>
    </message>
    <message>
        <source>in use</source>
        <translation>in Gebrauch</translation>
    </message>
    <message>
        <source>It was worse than the model in use, which stayed; it has no say in the queue until it is used</source>
        <translation>Es war schlechter als das benutzte Modell, das geblieben ist; in der Warteschlange zählt es nicht mit, bis es benutzt wird</translation>
    </message>
    <message>
        <source>cannot be used</source>
        <translation>nicht benutzbar</translation>
    </message>
    <message>
        <source>scratch</source>
        <translation>keines</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>verworfen</translation>
    </message>
    <message>
        <source>unfinished: {0} of {1} updates</source>
        <translation>unfertig: {0} von {1} Schritten</translation>
    </message>
    <message numerus="yes">
        <source>* It learned from %n of these songs: on new ones it will do worse</source>
        <translation>
            <numerusform>* Es hat aus einem dieser Lieder gelernt: bei neuen wird es schlechter sein</numerusform>
            <numerusform>* Es hat aus %n dieser Lieder gelernt: bei neuen wird es schlechter sein</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>* It learned from other songs by the artists of %n of these songs</source>
        <translation>
            <numerusform>* Es hat aus anderen Liedern des Interpreten von einem dieser Lieder gelernt</numerusform>
            <numerusform>* Es hat aus anderen Liedern der Interpreten von %n dieser Lieder gelernt</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ModelsDialog</name>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>&amp;Use (Enter)</source>
        <translation>Ben&amp;utzen (Eingabe)</translation>
    </message>
    <message>
        <source>&amp;About…</source>
        <translation>Ü&amp;ber…</translation>
    </message>
    <message>
        <source>&amp;Measure on Songs…</source>
        <translation>An Liedern &amp;messen…</translation>
    </message>
    <message>
        <source>Stop Measuring</source>
        <translation>Messen anhalten</translation>
    </message>
    <message>
        <source>&amp;Go On Training</source>
        <translation>&amp;Weiter trainieren</translation>
    </message>
    <message>
        <source>&amp;Import…</source>
        <translation>&amp;Importieren…</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>&amp;Exportieren…</translation>
    </message>
    <message>
        <source>&amp;Remove (Del)</source>
        <translation>Entfe&amp;rnen (Entf)</translation>
    </message>
    <message>
        <source>&amp;Bring Back</source>
        <translation>&amp;Zurückholen</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>S&amp;chließen</translation>
    </message>
    <message>
        <source>The model in use stays, and so do those that come with the program</source>
        <translation>Das Modell in Gebrauch bleibt, ebenso die im Programm enthaltenen</translation>
    </message>
    <message>
        <source>Bring “{0}” back, which was removed last (Ctrl+Z)</source>
        <translation>„{0}“ zurückholen, das zuletzt entfernt wurde (Strg+Z)</translation>
    </message>
    <message>
        <source>Remove model</source>
        <translation>Modell entfernen</translation>
    </message>
    <message>
        <source>Removed: {0}. Ctrl+Z brings back what was removed last.</source>
        <translation>Entfernt: {0}. Strg+Z holt zurück, was zuletzt entfernt wurde.</translation>
    </message>
    <message>
        <source>Bring model back</source>
        <translation>Modell zurückholen</translation>
    </message>
    <message>
        <source>“{0}” is back.</source>
        <translation>„{0}“ ist wieder da.</translation>
    </message>
    <message>
        <source>Import model</source>
        <translation>Modell importieren</translation>
    </message>
    <message>
        <source>“{0}” is in the list now.</source>
        <translation>„{0}“ steht jetzt in der Liste.</translation>
    </message>
    <message>
        <source>Export model</source>
        <translation>Modell exportieren</translation>
    </message>
    <message>
        <source>Written: {0}</source>
        <translation>Geschrieben: {0}</translation>
    </message>
    <message>
        <source>Getting ready… You can go on working meanwhile.</source>
        <translation>Wird vorbereitet… Sie können inzwischen weiterarbeiten.</translation>
    </message>
    <message>
        <source>Error: share of frames that are wrong, with its 95 % interval over songs. Measured on {0}</source>
        <translation>Fehler: Anteil falscher Frames, mit 95-%-Intervall über Lieder. Gemessen an {0}</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>Angehalten.</translation>
    </message>
    <message numerus="yes">
        <source>Measuring “{0}”: %n song(s) done. You can go on working meanwhile.</source>
        <translation>
            <numerusform>„{0}“ wird gemessen: ein Lied ist fertig. Sie können inzwischen weiterarbeiten.</numerusform>
            <numerusform>„{0}“ wird gemessen: %n Lieder sind fertig. Sie können inzwischen weiterarbeiten.</numerusform>
        </translation>
    </message>
    <message>
        <source>Not measured: {0}</source>
        <translation>Nicht gemessen: {0}</translation>
    </message>
    <message>
        <source>Folder of Labelled or Corrected Songs</source>
        <translation>Ordner mit beschrifteten oder korrigierten Liedern</translation>
    </message>
    <message>
        <source>Models (*.safetensors)</source>
        <translation>Modelle (*.safetensors)</translation>
    </message>
    <message>
        <source>Import Model</source>
        <translation>Modell importieren</translation>
    </message>
    <message>
        <source>Export Model</source>
        <translation>Modell exportieren</translation>
    </message>
</context>
<context>
    <name>NoticeBar</name>
    <message>
        <source>Copy details</source>
        <translation>Einzelheiten kopieren</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>Schließen (Esc)</translation>
    </message>
</context>
<context>
    <name>OverviewStrip</name>
    <message>
        <source>Overview of the song</source>
        <translation>Überblick über das Lied</translation>
    </message>
</context>
<context>
    <name>PictureExportDialog</name>
    <message>
        <source>Export Picture</source>
        <translation>Bild exportieren</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source> pixels</source>
        <translation> Pixel</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>Breite</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>The file exists.</source>
        <translation>Die Datei gibt es schon.</translation>
    </message>
    <message>
        <source>Export picture</source>
        <translation>Bild exportieren</translation>
    </message>
    <message>
        <source>PNG, pixels</source>
        <translation>PNG, Pixel</translation>
    </message>
    <message>
        <source>SVG, lines and letters</source>
        <translation>SVG, Linien und Buchstaben</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Wählen…</translation>
    </message>
    <message>
        <source>{0} × {1} pixels, {2} times as on screen</source>
        <translation>{0} × {1} Pixel, {2}-mal so viele wie auf dem Bildschirm</translation>
    </message>
    <message>
        <source>As on screen; can be enlarged. The spectrogram is a picture within.</source>
        <translation>Wie auf dem Bildschirm; kann vergrößert werden. Das Spektrogramm ist ein Bild darin.</translation>
    </message>
</context>
<context>
    <name>Player</name>
    <message>
        <source>No song is open</source>
        <translation>Kein Lied ist geöffnet</translation>
    </message>
    <message>
        <source>Looking for a sound device…</source>
        <translation>Ein Audiogerät wird gesucht…</translation>
    </message>
    <message>
        <source>The song is heard as it is again: {0}</source>
        <translation>Das Lied ist wieder zu hören, wie es ist: {0}</translation>
    </message>
    <message>
        <source>The sound device is gone. Connect it again, or another one, then press Play.</source>
        <translation>Das Audiogerät ist nicht mehr da. Schließen Sie es oder ein anderes an, dann drücken Sie Abspielen.</translation>
    </message>
    <message>
        <source>Playback is paused: {0}</source>
        <translation>Die Wiedergabe ist angehalten: {0}</translation>
    </message>
    <message>
        <source>Nothing can be played: {0}</source>
        <translation>Nichts kann abgespielt werden: {0}</translation>
    </message>
</context>
<context>
    <name>PostprocessingPanel</name>
    <message>
        <source>On probabilities averaged over pitch shifts</source>
        <translation>Auf über Tonhöhen gemittelten Wahrscheinlichkeiten</translation>
    </message>
    <message>
        <source>The model&apos;s threshold was chosen without averaging</source>
        <translation>Die Schwelle des Modells wurde ohne Mittelung gewählt</translation>
    </message>
    <message>
        <source>Average over pitch shifts</source>
        <translation>Über Tonhöhen mitteln</translation>
    </message>
    <message>
        <source>In this song: {0}</source>
        <translation>In diesem Lied: {0}</translation>
    </message>
    <message numerus="yes">
        <source>%n regions</source>
        <translation>
            <numerusform>1 Region</numerusform>
            <numerusform>%n Regionen</numerusform>
        </translation>
    </message>
    <message>
        <source>{0} · {1} % of the song is sung</source>
        <translation>{0} · {1} % gesungen</translation>
    </message>
    <message>
        <source>by hand or from a file</source>
        <translation>von Hand oder aus einer Datei</translation>
    </message>
    <message>
        <source>set by hand</source>
        <translation>von Hand gesetzt</translation>
    </message>
    <message>
        <source>not detected yet</source>
        <translation>noch nicht erkannt</translation>
    </message>
    <message>
        <source>not wholly detected yet</source>
        <translation>noch nicht ganz erkannt</translation>
    </message>
    <message>
        <source>Singing is not detected yet</source>
        <translation>Gesang ist noch nicht erkannt</translation>
    </message>
    <message>
        <source>{0} {1}: no slider moves them</source>
        <translation>{0} {1}: kein Regler verschiebt sie</translation>
    </message>
    <message>
        <source>{0} after the end of the sound</source>
        <translation>{0} nach dem Ende des Tons</translation>
    </message>
    <message>
        <source>Postprocessing</source>
        <translation>Nachverarbeitung</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Zurücksetzen</translation>
    </message>
    <message>
        <source>Use the settings that came with the model</source>
        <translation>Die Einstellungen benutzen, die mit dem Modell kamen</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>Regel</translation>
    </message>
    <message>
        <source>Change rule</source>
        <translation>Regel ändern</translation>
    </message>
    <message>
        <source>Change {0}</source>
        <translation>{0} ändern</translation>
    </message>
    <message>
        <source>Reset postprocessing</source>
        <translation>Nachverarbeitung zurücksetzen</translation>
    </message>
</context>
<context>
    <name>Preferences</name>
    <message>
        <source>Shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>as logged in: {0}</source>
        <translation>wie angemeldet: {0}</translation>
    </message>
    <message>
        <source>General</source>
        <translation>Allgemein</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Design</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Begins when the program is started the next time.</source>
        <translation>Gilt, wenn das Programm das nächste Mal gestartet wird.</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>Ihr Name</translation>
    </message>
    <message>
        <source>Kept with each of your edits, as the annotator in the history of a song.</source>
        <translation>Wird mit jeder Ihrer Änderungen als Annotator im Verlauf eines Lieds aufbewahrt.</translation>
    </message>
    <message>
        <source>Open the last folder</source>
        <translation>Letzten Ordner öffnen</translation>
    </message>
    <message>
        <source>When the program starts without a song. Else the start page offers it.</source>
        <translation>Wenn das Programm ohne Lied startet. Sonst bietet ihn die Startseite an.</translation>
    </message>
    <message>
        <source> s</source>
        <comment>seconds</comment>
        <translation> s</translation>
    </message>
    <message>
        <source>Correcting</source>
        <translation>Korrigieren</translation>
    </message>
    <message>
        <source>Checked around an edit</source>
        <translation>Geprüftes um eine Änderung</translation>
    </message>
    <message>
        <source>An edit marks as checked what it changes, and so much before and after it.</source>
        <translation>Eine Änderung markiert als geprüft, was sie ändert, und so viel davor und danach.</translation>
    </message>
    <message>
        <source>Listening checks</source>
        <translation>Beim Anhören prüfen</translation>
    </message>
    <message>
        <source>What you listen through is marked as checked.</source>
        <translation>Was Sie durchhören, wird als geprüft markiert.</translation>
    </message>
    <message>
        <source>Reaction time</source>
        <translation>Reaktionszeit</translation>
    </message>
    <message>
        <source>How long after the sound your finger comes, in tapping while the song plays; it is taken off.</source>
        <translation>Wie lange nach dem Klang Ihr Finger kommt, wenn Sie beim Abspielen mittippen; es wird abgezogen.</translation>
    </message>
    <message>
        <source>Average over pitch shifts</source>
        <translation>Über Tonhöhen mitteln</translation>
    </message>
    <message>
        <source>Detection takes about five times as long, and as a rule errs less.</source>
        <translation>Die Erkennung dauert etwa fünfmal so lange und irrt in der Regel weniger.</translation>
    </message>
    <message>
        <source>Playback</source>
        <translation>Wiedergabe</translation>
    </message>
    <message>
        <source>Sound device</source>
        <translation>Audiogerät</translation>
    </message>
    <message>
        <source>Where it is not there, the system&apos;s default is used, and a message says so.</source>
        <translation>Wo es nicht da ist, wird das Standardgerät des Systems benutzt, und eine Meldung sagt es.</translation>
    </message>
    <message>
        <source>Latency</source>
        <translation>Latenz</translation>
    </message>
    <message>
        <source>How far ahead of the sound the device is fed. Less reacts faster, more never stutters.</source>
        <translation>Wie weit im Voraus das Gerät seinen Ton bekommt. Weniger reagiert schneller, mehr verhindert Aussetzer.</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Geschwindigkeit</translation>
    </message>
    <message>
        <source>How fast songs are heard, with their pitch kept; now, and when the program starts.</source>
        <translation>Wie schnell Lieder zu hören sind, bei gleicher Tonhöhe; jetzt und beim Start des Programms.</translation>
    </message>
    <message>
        <source>The view follows playback</source>
        <translation>Die Ansicht folgt der Wiedergabe</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>Colours of the spectrogram</source>
        <translation>Farben des Spektrogramms</translation>
    </message>
    <message>
        <source>Probability in its own lane</source>
        <translation>Wahrscheinlichkeit in eigener Spur</translation>
    </message>
    <message>
        <source>Else it lies over the spectrogram.</source>
        <translation>Sonst liegt sie über dem Spektrogramm.</translation>
    </message>
    <message>
        <source>Legend</source>
        <translation>Legende</translation>
    </message>
    <message>
        <source>Below the song: what colours and lines stand for.</source>
        <translation>Unter dem Lied: wofür Farben und Linien stehen.</translation>
    </message>
</context>
<context>
    <name>PreferencesDialog</name>
    <message>
        <source>Preferences</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Search all preferences</source>
        <translation>Alle Einstellungen durchsuchen</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <source>No preference has these words.</source>
        <translation>Keine Einstellung hat diese Wörter.</translation>
    </message>
</context>
<context>
    <name>QueueBar</name>
    <message>
        <source>End</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Leave the queue; what was accepted stays checked</source>
        <translation>Die Warteschlange verlassen; was angenommen ist, bleibt geprüft</translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>Annehmen</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>Überspringen</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
</context>
<context>
    <name>RegionClipboard</name>
    <message>
        <source>Select regions to copy them</source>
        <translation>Wählen Sie Regionen, um sie zu kopieren</translation>
    </message>
    <message numerus="yes">
        <source>Copied %n regions</source>
        <translation>
            <numerusform>Eine Region kopiert</numerusform>
            <numerusform>%n Regionen kopiert</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing is pasted: {0}</source>
        <translation>Nichts wird eingefügt: {0}</translation>
    </message>
    <message>
        <source>Nothing is pasted: there is no free time for any of the regions</source>
        <translation>Nichts wird eingefügt: Für keine der Regionen ist Zeit frei</translation>
    </message>
    <message numerus="yes">
        <source>Paste %n regions</source>
        <translation>
            <numerusform>Region einfügen</numerusform>
            <numerusform>%n Regionen einfügen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Pasted %n regions</source>
        <translation>
            <numerusform>Eine Region eingefügt</numerusform>
            <numerusform>%n Regionen eingefügt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>, %n of them cut to the free time, by {0} s</source>
        <translation>
            <numerusform>, davon eine auf die freie Zeit gekürzt, um {0} s</numerusform>
            <numerusform>, %n davon auf die freie Zeit gekürzt, um {0} s</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>; %n had no room</source>
        <translation>
            <numerusform>; eine hatte keinen Platz</numerusform>
            <numerusform>; %n hatten keinen Platz</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RegionEditing</name>
    <message>
        <source>There is a region at the cursor already</source>
        <translation>Am Cursor ist schon eine Region</translation>
    </message>
    <message>
        <source>Add region</source>
        <translation>Region hinzufügen</translation>
    </message>
    <message>
        <source>There are regions in all of the selected time</source>
        <translation>In der ganzen ausgewählten Zeit sind Regionen</translation>
    </message>
    <message>
        <source>To split a region, put the cursor into it</source>
        <translation>Um eine Region zu teilen, setzen Sie den Cursor hinein</translation>
    </message>
    <message>
        <source>Split region</source>
        <translation>Region teilen</translation>
    </message>
    <message>
        <source>To merge regions, select neighbours, or one that is not the last</source>
        <translation>Um Regionen zu verbinden, wählen Sie Nachbarn oder eine, die nicht die letzte ist</translation>
    </message>
    <message>
        <source>Merge regions</source>
        <translation>Regionen verbinden</translation>
    </message>
    <message>
        <source>There is no region in the selected time</source>
        <translation>In der ausgewählten Zeit ist keine Region</translation>
    </message>
    <message>
        <source>Delete in selected time</source>
        <translation>In ausgewählter Zeit löschen</translation>
    </message>
    <message numerus="yes">
        <source>Delete %n regions</source>
        <translation>
            <numerusform>Region löschen</numerusform>
            <numerusform>%n Regionen löschen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Relabel %n regions</source>
        <translation>
            <numerusform>Region anders benennen</numerusform>
            <numerusform>%n Regionen anders benennen</numerusform>
        </translation>
    </message>
    <message>
        <source>Select a region, or put the cursor into one, to give it a label</source>
        <translation>Wählen Sie eine Region, oder setzen Sie den Cursor in eine, um ihr ein Label zu geben</translation>
    </message>
    <message>
        <source>Select a region, or put the cursor into one, to find others with its label</source>
        <translation>Wählen Sie eine Region, oder setzen Sie den Cursor in eine, um andere mit ihrem Label zu finden</translation>
    </message>
</context>
<context>
    <name>RegionRows</name>
    <message>
        <source>Regions</source>
        <translation>Regionen</translation>
    </message>
</context>
<context>
    <name>RegionTable</name>
    <message>
        <source>Regions</source>
        <translation>Regionen</translation>
    </message>
</context>
<context>
    <name>RegionTableModel</name>
    <message>
        <source>Start</source>
        <translation>Anfang</translation>
    </message>
    <message>
        <source>End</source>
        <translation>Ende</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Länge</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Label</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Herkunft</translation>
    </message>
    <message>
        <source>Confidence</source>
        <translation>Konfidenz</translation>
    </message>
    <message>
        <source>Checked</source>
        <translation>Geprüft</translation>
    </message>
    <message>
        <source>model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>by hand</source>
        <translation>von Hand</translation>
    </message>
    <message>
        <source>file</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Near the threshold: the model is not sure</source>
        <translation>Nahe der Schwelle: Das Modell ist nicht sicher</translation>
    </message>
</context>
<context>
    <name>ReviewQueue</name>
    <message>
        <source>Looking for what to check next…</source>
        <translation>Suche, was als Nächstes zu prüfen ist…</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>Warteschlange</translation>
    </message>
    <message>
        <source>Accept stretch of the queue</source>
        <translation>Abschnitt der Warteschlange annehmen</translation>
    </message>
    <message>
        <source>Queue: {0}, {1}. {2}. {3}</source>
        <translation>Warteschlange: {0}, {1}. {2}. {3}</translation>
    </message>
    <message>
        <source>The model is unsure: about {0} s may be wrong</source>
        <translation>Das Modell ist unsicher: etwa {0} s können falsch sein</translation>
    </message>
    <message>
        <source>Models disagree: about {0} s may be wrong</source>
        <translation>Modelle sind sich uneins: etwa {0} s können falsch sein</translation>
    </message>
    <message>
        <source>The model contradicts what is checked: about {0} s may be wrong</source>
        <translation>Das Modell widerspricht dem Geprüften: etwa {0} s können falsch sein</translation>
    </message>
    <message>
        <source>{0} left, about {1} min</source>
        <translation>{0} übrig, etwa {1} min</translation>
    </message>
    <message>
        <source>Nothing is left that is worth a look.</source>
        <translation>Es ist nichts übrig, was einen Blick wert ist.</translation>
    </message>
    <message>
        <source>No song is detected yet: Songs &gt; Detect in All Listed Songs.</source>
        <translation>Noch ist in keinem Lied Gesang erkannt: Lieder &gt; In allen aufgelisteten Liedern erkennen.</translation>
    </message>
    <message>
        <source>Nothing is left of what was detected.</source>
        <translation>Von dem, worin gesucht wurde, ist nichts übrig.</translation>
    </message>
    <message numerus="yes">
        <source>%n song(s) are not detected yet: Songs &gt; Detect in All Listed Songs.</source>
        <translation>
            <numerusform>In einem Lied wurde noch nicht gesucht: Lieder &gt; In allen aufgelisteten Liedern erkennen.</numerusform>
            <numerusform>In %n Liedern wurde noch nicht gesucht: Lieder &gt; In allen aufgelisteten Liedern erkennen.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RobustnessJob</name>
    <message>
        <source>Robustness test</source>
        <translation>Robustheitsprüfung</translation>
    </message>
</context>
<context>
    <name>RunCurves</name>
    <message>
        <source>loss (nats)</source>
        <translation>Verlust (nats)</translation>
    </message>
    <message>
        <source>updates</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>error (%)</source>
        <translation>Fehler (%)</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>Verlust</translation>
    </message>
    <message>
        <source>Error on songs kept aside</source>
        <translation>Fehler auf beiseitegelegten Liedern</translation>
    </message>
</context>
<context>
    <name>Session</name>
    <message>
        <source>Open model</source>
        <translation>Modell öffnen</translation>
    </message>
    <message>
        <source>The song is still being opened; it can be corrected when all of it is there</source>
        <translation>Der Song wird noch geöffnet; korrigiert werden kann er, wenn er ganz da ist</translation>
    </message>
    <message>
        <source>Only a part of the song could be decoded; open it again to correct it</source>
        <translation>Nur ein Teil des Songs ließ sich decodieren; öffnen Sie ihn noch einmal, um ihn zu korrigieren</translation>
    </message>
    <message>
        <source>Open {0}</source>
        <translation>{0} öffnen</translation>
    </message>
    <message>
        <source>Detecting singing</source>
        <translation>Gesang wird erkannt</translation>
    </message>
    <message>
        <source>Detect singing</source>
        <translation>Gesang erkennen</translation>
    </message>
    <message>
        <source>Detect with {0}</source>
        <translation>Mit {0} erkennen</translation>
    </message>
    <message>
        <source>Take all regions from the model</source>
        <translation>Alle Regionen vom Modell nehmen</translation>
    </message>
</context>
<context>
    <name>SharedSong</name>
    <message>
        <source>First say whether the regions belong to this sound.</source>
        <translation>Sagen Sie zuerst, ob die Regionen zu dieser Aufnahme gehören.</translation>
    </message>
    <message>
        <source>{0} on {1}</source>
        <translation>{0} auf {1}</translation>
    </message>
    <message>
        <source>{0} no longer has this song open. It is shown as it was left; you can edit it now.</source>
        <translation>{0} hat dieses Lied nicht mehr geöffnet. Es wird gezeigt, wie es verlassen wurde; Sie können es jetzt bearbeiten.</translation>
    </message>
    <message>
        <source>Edit Here</source>
        <translation>Hier bearbeiten</translation>
    </message>
    <message>
        <source>{0} has had this song open since {1}. It is shown for reading and follows the edits made there.</source>
        <translation>{0} hat dieses Lied seit {1} geöffnet. Es wird zum Lesen gezeigt und folgt den Änderungen dort.</translation>
    </message>
    <message>
        <source>Keep Mine as a Copy</source>
        <translation>Meine als Kopie behalten</translation>
    </message>
    <message>
        <source>Write Mine Instead</source>
        <translation>Meine stattdessen schreiben</translation>
    </message>
    <message>
        <source>Write It Again</source>
        <translation>Noch einmal schreiben</translation>
    </message>
    <message>
        <source>Use the Other</source>
        <translation>Die andere benutzen</translation>
    </message>
    <message>
        <source>Merge</source>
        <translation>Zusammenführen</translation>
    </message>
    <message>
        <source>{0} Nothing was written to it, and {1} cannot be written: your last edits are not saved yet.</source>
        <translation>{0} Nichts wurde hineingeschrieben, und {1} kann nicht geschrieben werden: Ihre letzten Änderungen sind noch nicht gespeichert.</translation>
    </message>
    <message>
        <source>{0} Nothing was written to it; until you choose, your edits are kept in {1}.</source>
        <translation>{0} Nichts wurde hineingeschrieben; bis Sie wählen, sind Ihre Änderungen in {1} aufbewahrt.</translation>
    </message>
    <message>
        <source>The edits touch each other by now.</source>
        <translation>Die Änderungen berühren einander inzwischen.</translation>
    </message>
    <message>
        <source>Merge edits</source>
        <translation>Änderungen zusammenführen</translation>
    </message>
    <message>
        <source>Keep a copy</source>
        <translation>Eine Kopie behalten</translation>
    </message>
    <message>
        <source>Your edits are in {0}. Edit &gt; Merge a Copy takes them in again.</source>
        <translation>Ihre Änderungen sind in {0}. Bearbeiten &gt; Kopie zusammenführen holt sie wieder herein.</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Keep It and Go On from Here</source>
        <translation>Behalten und von hier weitermachen</translation>
    </message>
    <message>
        <source>For reading only: {0}</source>
        <translation>Nur zum Lesen: {0}</translation>
    </message>
    <message>
        <source>{0} is another sound than the one annotated ({1} then, {2} now). Are the regions still right?</source>
        <translation>{0} ist eine andere Aufnahme als die annotierte ({1} damals, {2} jetzt). Stimmen die Regionen noch?</translation>
    </message>
    <message>
        <source>Keep the Regions</source>
        <translation>Regionen behalten</translation>
    </message>
    <message>
        <source>Start Anew</source>
        <translation>Neu anfangen</translation>
    </message>
    <message>
        <source>Keep regions for another sound</source>
        <translation>Regionen für eine andere Aufnahme behalten</translation>
    </message>
    <message>
        <source>Start anew</source>
        <translation>Neu anfangen</translation>
    </message>
    <message>
        <source>{0} cannot be used now: {1}</source>
        <translation>{0} kann jetzt nicht benutzt werden: {1}</translation>
    </message>
    <message>
        <source>{0} holds nothing that is not in this song&apos;s history.</source>
        <translation>{0} enthält nichts, was nicht im Verlauf dieses Lieds ist.</translation>
    </message>
    <message numerus="yes">
        <source>There is another copy of this song&apos;s annotation, changed {0}, with %n regions: {1}</source>
        <translation>
            <numerusform>Es gibt eine andere Kopie der Annotation dieses Lieds, geändert {0}, mit einer Region: {1}</numerusform>
            <numerusform>Es gibt eine andere Kopie der Annotation dieses Lieds, geändert {0}, mit %n Regionen: {1}</numerusform>
        </translation>
    </message>
    <message>
        <source>It was made for another sound, {0} of {1}.</source>
        <translation>Sie wurde für eine andere Aufnahme gemacht, {0} von {1}.</translation>
    </message>
    <message>
        <source>Use That Copy</source>
        <translation>Diese Kopie benutzen</translation>
    </message>
    <message>
        <source>Not Now</source>
        <translation>Nicht jetzt</translation>
    </message>
    <message>
        <source>Merge a copy</source>
        <translation>Kopie zusammenführen</translation>
    </message>
    <message>
        <source>Use another copy</source>
        <translation>Andere Kopie benutzen</translation>
    </message>
</context>
<context>
    <name>ShortStretchEditing</name>
    <message>
        <source>Fill Gaps</source>
        <translation>Lücken füllen</translation>
    </message>
    <message>
        <source>Gaps between regions of the same label, shorter than:</source>
        <translation>Lücken zwischen Regionen mit demselben Label, kürzer als:</translation>
    </message>
    <message>
        <source>Fill short gaps</source>
        <translation>Kurze Lücken füllen</translation>
    </message>
    <message>
        <source>Delete Short Regions</source>
        <translation>Kurze Regionen löschen</translation>
    </message>
    <message>
        <source>Regions shorter than:</source>
        <translation>Regionen kürzer als:</translation>
    </message>
    <message>
        <source>Delete short regions</source>
        <translation>Kurze Regionen löschen</translation>
    </message>
    <message>
        <source>The selection</source>
        <translation>In der Auswahl</translation>
    </message>
    <message>
        <source>The whole song</source>
        <translation>Im ganzen Lied</translation>
    </message>
    <message>
        <source>What is on screen</source>
        <translation>Auf dem Bildschirm</translation>
    </message>
</context>
<context>
    <name>ShortStretchesDialog</name>
    <message>
        <source>In:</source>
        <translation>Wo:</translation>
    </message>
    <message>
        <source>None found</source>
        <translation>Keine gefunden</translation>
    </message>
    <message numerus="yes">
        <source>%n found</source>
        <translation>
            <numerusform>1 gefunden</numerusform>
            <numerusform>%n gefunden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n in checked time stay as they are</source>
        <translation>
            <numerusform>eine in geprüfter Zeit bleibt, wie sie ist</numerusform>
            <numerusform>%n in geprüfter Zeit bleiben, wie sie sind</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ShortcutEditor</name>
    <message>
        <source>Search by name or key</source>
        <translation>Nach Name oder Taste suchen</translation>
    </message>
    <message>
        <source>Search actions by name or key</source>
        <translation>Aktionen nach Name oder Taste suchen</translation>
    </message>
    <message>
        <source>Actions and their keys</source>
        <translation>Aktionen und ihre Tasten</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>Aktion</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>&amp;Add Keys…</source>
        <translation>Tasten &amp;hinzufügen…</translation>
    </message>
    <message>
        <source>Re&amp;move Keys</source>
        <translation>Tasten ent&amp;fernen</translation>
    </message>
    <message>
        <source>&amp;Reset</source>
        <translation>&amp;Zurücksetzen</translation>
    </message>
    <message>
        <source>Reset A&amp;ll</source>
        <translation>A&amp;lle zurücksetzen</translation>
    </message>
    <message>
        <source>&amp;Take It</source>
        <translation>&amp;Nehmen</translation>
    </message>
    <message>
        <source>Lea&amp;ve It</source>
        <translation>&amp;Lassen</translation>
    </message>
    <message>
        <source>Changed; at first {0}</source>
        <translation>Geändert; ursprünglich {0}</translation>
    </message>
    <message>
        <source>Changed; at first without keys</source>
        <translation>Geändert; ursprünglich ohne Tasten</translation>
    </message>
    <message>
        <source>{0} belongs to “{1}”.</source>
        <translation>{0} gehört zu „{1}“.</translation>
    </message>
    <message>
        <source>{0} opens the menu “{1}”, which would need the mouse.</source>
        <translation>{0} öffnet das Menü „{1}“, das dann die Maus bräuchte.</translation>
    </message>
    <message>
        <source>All actions have the keys again that they had at first.</source>
        <translation>Alle Aktionen haben wieder ihre ursprünglichen Tasten.</translation>
    </message>
</context>
<context>
    <name>ShortcutsDialog</name>
    <message>
        <source>Keyboard Shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Mouse</source>
        <translation>Maus</translation>
    </message>
    <message>
        <source>Keys and what they do</source>
        <translation>Tasten und was sie tun</translation>
    </message>
    <message>
        <source>Go there, select</source>
        <translation>Dorthin gehen, auswählen</translation>
    </message>
    <message>
        <source>Click</source>
        <translation>Klick</translation>
    </message>
    <message>
        <source>Drag</source>
        <translation>Ziehen</translation>
    </message>
    <message>
        <source>New region</source>
        <translation>Neue Region</translation>
    </message>
    <message>
        <source>Select several regions</source>
        <translation>Mehrere Regionen auswählen</translation>
    </message>
    <message>
        <source>Ctrl+Click or Shift+Click</source>
        <translation>Strg+Klick oder Umschalt+Klick</translation>
    </message>
    <message>
        <source>Select time</source>
        <translation>Zeit auswählen</translation>
    </message>
    <message>
        <source>Move an edge</source>
        <translation>Kante verschieben</translation>
    </message>
    <message>
        <source>Drag it</source>
        <translation>Sie ziehen</translation>
    </message>
    <message>
        <source>Move a region</source>
        <translation>Region verschieben</translation>
    </message>
    <message>
        <source>Drag its label</source>
        <translation>Ihr Label ziehen</translation>
    </message>
    <message>
        <source>Ctrl+Drag</source>
        <translation>Strg+Ziehen</translation>
    </message>
    <message>
        <source>Type Label</source>
        <translation>Label schreiben</translation>
    </message>
    <message>
        <source>Double-click the label</source>
        <translation>Doppelklick auf das Label</translation>
    </message>
    <message>
        <source>Loop a stretch</source>
        <translation>Strecke wiederholen</translation>
    </message>
    <message>
        <source>Drag in the ruler</source>
        <translation>Im Lineal ziehen</translation>
    </message>
    <message>
        <source>Another threshold</source>
        <translation>Andere Schwelle</translation>
    </message>
    <message>
        <source>Drag the tag of a dashed line</source>
        <translation>Marke einer gestrichelten Linie ziehen</translation>
    </message>
    <message>
        <source>Without snapping</source>
        <translation>Ohne Einrasten</translation>
    </message>
    <message>
        <source>Alt</source>
        <translation>Alt</translation>
    </message>
    <message>
        <source>Leave off dragging</source>
        <translation>Ziehen abbrechen</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Zoom at the pointer</source>
        <translation>Am Zeiger vergrößern</translation>
    </message>
    <message>
        <source>Wheel</source>
        <translation>Mausrad</translation>
    </message>
    <message>
        <source>Scroll</source>
        <translation>Rollen</translation>
    </message>
    <message>
        <source>Shift+Wheel or middle button</source>
        <translation>Umschalt+Mausrad oder mittlere Taste</translation>
    </message>
    <message>
        <source>Zoom to a region, or out</source>
        <translation>Region einpassen oder alles</translation>
    </message>
    <message>
        <source>Double-click</source>
        <translation>Doppelklick</translation>
    </message>
    <message>
        <source>Zoom the frequencies</source>
        <translation>Frequenzen vergrößern</translation>
    </message>
    <message>
        <source>Ctrl+Wheel</source>
        <translation>Strg+Mausrad</translation>
    </message>
    <message>
        <source>Move the frequencies</source>
        <translation>Frequenzen verschieben</translation>
    </message>
    <message>
        <source>Drag their axis</source>
        <translation>Ihre Achse ziehen</translation>
    </message>
    <message>
        <source>Contrast of the spectrogram</source>
        <translation>Kontrast des Spektrogramms</translation>
    </message>
    <message>
        <source>Ctrl+Shift+Drag</source>
        <translation>Strg+Umschalt+Ziehen</translation>
    </message>
</context>
<context>
    <name>SidePanel</name>
    <message>
        <source>Side panel</source>
        <translation>Seitenleiste</translation>
    </message>
</context>
<context>
    <name>SongChoice</name>
    <message>
        <source>Open Song</source>
        <translation>Lied öffnen</translation>
    </message>
</context>
<context>
    <name>SongEditing</name>
    <message>
        <source>Labels kept in {0}</source>
        <translation>Labels werden in {0} aufbewahrt</translation>
    </message>
    <message>
        <source>; what was there is {0}</source>
        <translation>; die vorige Fassung ist {0}</translation>
    </message>
</context>
<context>
    <name>SongFactsDialog</name>
    <message>
        <source>About This Song</source>
        <translation>Über dieses Lied</translation>
    </message>
    <message>
        <source>Reading the files…</source>
        <translation>Die Dateien werden gelesen…</translation>
    </message>
    <message>
        <source>What the files are</source>
        <translation>Was die Dateien sind</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
</context>
<context>
    <name>SongFilterBar</name>
    <message>
        <source>Find songs</source>
        <translation>Lieder suchen</translation>
    </message>
    <message>
        <source>Words in path, artist, annotator or note</source>
        <translation>Wörter in Pfad, Interpret, Annotator oder Notiz</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>Gruppen</translation>
    </message>
    <message>
        <source>All songs</source>
        <translation>Alle Lieder</translation>
    </message>
    <message>
        <source>not checked</source>
        <translation>nicht geprüft</translation>
    </message>
    <message>
        <source>with problems</source>
        <translation>mit Problemen</translation>
    </message>
    <message>
        <source>No groups</source>
        <translation>Keine Gruppen</translation>
    </message>
    <message>
        <source>By sub-folder</source>
        <translation>Nach Unterordner</translation>
    </message>
    <message>
        <source>By artist</source>
        <translation>Nach Interpret</translation>
    </message>
    <message numerus="yes">
        <source>%n song(s)</source>
        <translation>
            <numerusform>%n Lied</numerusform>
            <numerusform>%n Lieder</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} of %n song(s)</source>
        <translation>
            <numerusform>{0} von einem Lied</numerusform>
            <numerusform>{0} von %n Liedern</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SongList</name>
    <message>
        <source>Songs</source>
        <translation>Lieder</translation>
    </message>
    <message>
        <source>Show all songs</source>
        <translation>Alle Lieder zeigen</translation>
    </message>
    <message>
        <source>Open folder…</source>
        <translation>Ordner öffnen…</translation>
    </message>
    <message>
        <source>Songs in {0}</source>
        <translation>Lieder in {0}</translation>
    </message>
    <message>
        <source>No folder is open.</source>
        <translation>Kein Ordner ist geöffnet.</translation>
    </message>
    <message>
        <source>No song is like that.</source>
        <translation>Kein Lied ist so.</translation>
    </message>
    <message>
        <source>Looking for songs in {0}…</source>
        <translation>In {0} werden Lieder gesucht…</translation>
    </message>
    <message>
        <source>There are no sound files in {0} or below it.</source>
        <translation>In {0} und darunter sind keine Klangdateien.</translation>
    </message>
</context>
<context>
    <name>SongListModel</name>
    <message>
        <source>unseen</source>
        <translation>ungesehen</translation>
    </message>
    <message>
        <source>proposed</source>
        <translation>vorgeschlagen</translation>
    </message>
    <message>
        <source>in work</source>
        <translation>in Arbeit</translation>
    </message>
    <message>
        <source>checked</source>
        <translation>geprüft</translation>
    </message>
    <message>
        <source>Song</source>
        <translation>Lied</translation>
    </message>
    <message>
        <source>Artist</source>
        <translation>Interpret</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Länge</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Checked</source>
        <translation>Geprüft</translation>
    </message>
    <message>
        <source>Doubt</source>
        <translation>Zweifel</translation>
    </message>
    <message>
        <source>Conflict</source>
        <translation>Konflikt</translation>
    </message>
    <message>
        <source>Annotator</source>
        <translation>Annotator</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>As the file&apos;s header states, until the song was worked on</source>
        <translation>Wie es im Kopf der Datei steht, bis am Lied gearbeitet wurde</translation>
    </message>
    <message>
        <source>How much of the song a person has checked</source>
        <translation>Wie viel vom Lied ein Mensch geprüft hat</translation>
    </message>
    <message>
        <source>Time outside what is checked in which the model is unsure; empty: not detected yet</source>
        <translation>Zeit außerhalb des Geprüften, in der das Modell unsicher ist; leer: noch nicht erkannt</translation>
    </message>
    <message>
        <source>Checked time in which the model proposed something else than there is now</source>
        <translation>Geprüfte Zeit, in der das Modell etwas anderes vorschlug, als jetzt da ist</translation>
    </message>
    <message>
        <source>unknown artist</source>
        <translation>unbekannter Interpret</translation>
    </message>
    <message>
        <source>this folder</source>
        <translation>dieser Ordner</translation>
    </message>
    <message numerus="yes">
        <source>{0}: {1} of %n song(s) checked, {2} of {3}</source>
        <translation>
            <numerusform>{0}: {1} von einem Lied geprüft, {2} von {3}</numerusform>
            <numerusform>{0}: {1} von %n Liedern geprüft, {2} von {3}</numerusform>
        </translation>
    </message>
    <message>
        <source>{0} s</source>
        <translation>{0} s</translation>
    </message>
    <message>
        <source>Set by hand. Only checked time is learned from</source>
        <translation>Von Hand gesetzt. Gelernt wird nur aus geprüfter Zeit</translation>
    </message>
</context>
<context>
    <name>SongOpening</name>
    <message>
        <source>Opening {0}</source>
        <translation>{0} wird geöffnet</translation>
    </message>
</context>
<context>
    <name>SongRows</name>
    <message>
        <source>Songs</source>
        <translation>Lieder</translation>
    </message>
</context>
<context>
    <name>SongTable</name>
    <message>
        <source>Songs to learn from</source>
        <translation>Lieder, aus denen gelernt wird</translation>
    </message>
    <message>
        <source>Song</source>
        <translation>Lied</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Checked</source>
        <translation>Geprüft</translation>
    </message>
    <message>
        <source>Sung</source>
        <translation>Gesungen</translation>
    </message>
    <message>
        <source>By hand</source>
        <translation>Von Hand</translation>
    </message>
    <message>
        <source>Artist</source>
        <translation>Interpret</translation>
    </message>
    <message>
        <source>Side</source>
        <translation>Seite</translation>
    </message>
    <message>
        <source>Only checked time is learned from. Open the song and check some of it.</source>
        <translation>Nur aus geprüfter Zeit wird gelernt. Öffnen Sie das Lied und prüfen Sie etwas davon.</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} von {1}</translation>
    </message>
    <message>
        <source>cannot be read</source>
        <translation>nicht lesbar</translation>
    </message>
    <message>
        <source>nothing checked</source>
        <translation>nichts geprüft</translation>
    </message>
</context>
<context>
    <name>Songs</name>
    <message>
        <source>Open Folder</source>
        <translation>Ordner öffnen</translation>
    </message>
    <message numerus="yes">
        <source>%n song(s) new or changed</source>
        <translation>
            <numerusform>1 Lied neu oder geändert</numerusform>
            <numerusform>%n Lieder neu oder geändert</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n song(s) gone</source>
        <translation>
            <numerusform>1 Lied nicht mehr da</numerusform>
            <numerusform>%n Lieder nicht mehr da</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing has changed in the folder.</source>
        <translation>Im Ordner hat sich nichts geändert.</translation>
    </message>
    <message>
        <source>This is the last song.</source>
        <translation>Das ist das letzte Lied.</translation>
    </message>
    <message>
        <source>This is the first song.</source>
        <translation>Das ist das erste Lied.</translation>
    </message>
    <message>
        <source>Mark songs</source>
        <translation>Lieder markieren</translation>
    </message>
    <message>
        <source>Detect singing</source>
        <translation>Gesang erkennen</translation>
    </message>
    <message>
        <source>Export labels</source>
        <translation>Labels exportieren</translation>
    </message>
    <message>
        <source>Import labels</source>
        <translation>Labels importieren</translation>
    </message>
    <message numerus="yes">
        <source>{0}: cancelled, {1} of %n song(s) done</source>
        <translation>
            <numerusform>{0}: abgebrochen, {1} von einem Lied erledigt</numerusform>
            <numerusform>{0}: abgebrochen, {1} von %n Liedern erledigt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0}: %n song(s) done</source>
        <translation>
            <numerusform>{0}: ein Lied fertig</numerusform>
            <numerusform>{0}: %n Lieder fertig</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SpectrogramDetailRows</name>
    <message>
        <source>Mel</source>
        <translation>Mel</translation>
    </message>
    <message>
        <source>Logarithmic</source>
        <translation>Logarithmisch</translation>
    </message>
    <message>
        <source>Linear</source>
        <translation>Linear</translation>
    </message>
    <message>
        <source>Axis</source>
        <translation>Achse</translation>
    </message>
    <message>
        <source>Wheel on the axis: zoom. Drag it: move. Double-click: all of it</source>
        <translation>Mausrad auf der Achse: vergrößern. Ziehen: verschieben. Doppelklick: alles</translation>
    </message>
    <message>
        <source>When zoomed in</source>
        <translation>Beim Vergrößern</translation>
    </message>
    <message>
        <source>Always</source>
        <translation>Immer</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>Nie</translation>
    </message>
    <message>
        <source>Fine picture</source>
        <translation>Feines Bild</translation>
    </message>
    <message>
        <source>Shows partials and vibrato; the detector hears the coarse one</source>
        <translation>Zeigt Teiltöne und Vibrato; die Erkennung benutzt das grobe</translation>
    </message>
    <message>
        <source>{0} ms ({1})</source>
        <translation>{0} ms ({1})</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Fenster</translation>
    </message>
    <message>
        <source>Of the fine picture, in samples: long for pitches, short for onsets</source>
        <translation>Des feinen Bilds, in Samples: lang für Tonhöhen, kurz für Einsätze</translation>
    </message>
</context>
<context>
    <name>SpectrogramPanel</name>
    <message>
        <source>Colours of the spectrogram</source>
        <translation>Farben des Spektrogramms</translation>
    </message>
    <message>
        <source>Contrast of the spectrogram</source>
        <translation>Kontrast des Spektrogramms</translation>
    </message>
    <message>
        <source>Drag the lines: levels that have the first and the last colour</source>
        <translation>Ziehen Sie die Linien: Pegel, die die erste und die letzte Farbe haben</translation>
    </message>
    <message>
        <source>Spectrogram</source>
        <translation>Spektrogramm</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Zurücksetzen</translation>
    </message>
    <message>
        <source>Show the levels that suit the song</source>
        <translation>Pegel zeigen, die zum Lied passen</translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Detect the Rest</source>
        <translation>Rest erkennen</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Bereit</translation>
    </message>
    <message>
        <source>Model: {0}, pitch shifts averaged</source>
        <translation>Modell: {0}, über Tonhöhen gemittelt</translation>
    </message>
    <message>
        <source>Model: {0}</source>
        <translation>Modell: {0}</translation>
    </message>
    <message>
        <source>No model</source>
        <translation>Kein Modell</translation>
    </message>
    <message>
        <source>{0} not detected yet</source>
        <translation>{0} noch nicht erkannt</translation>
    </message>
    <message>
        <source>No playback</source>
        <translation>Keine Wiedergabe</translation>
    </message>
    <message>
        <source>{0} % singing</source>
        <translation>{0} % Gesang</translation>
    </message>
</context>
<context>
    <name>TapAnnotation</name>
    <message>
        <source>To tap regions, play the song, then hold the key as long as somebody sings</source>
        <translation>Um Regionen mitzutippen, spielen Sie das Lied ab und halten Sie die Taste, solange jemand singt</translation>
    </message>
    <message>
        <source>Too short for a region: hold the key as long as somebody sings</source>
        <translation>Zu kurz für eine Region: Halten Sie die Taste, solange jemand singt</translation>
    </message>
    <message>
        <source>There is a region set by hand or from a file already</source>
        <translation>Dort ist schon eine Region, von Hand oder aus einer Datei</translation>
    </message>
    <message>
        <source>Tap region</source>
        <translation>Region tippen</translation>
    </message>
</context>
<context>
    <name>TimelineView</name>
    <message>
        <source>Timeline</source>
        <translation>Zeitleiste</translation>
    </message>
</context>
<context>
    <name>TrainingController</name>
    <message>
        <source>Closing stops the training at its last checkpoint. You can resume it the next time.</source>
        <translation>Schließen hält das Training bei der letzten Sicherung an. Sie können es das nächste Mal fortsetzen.</translation>
    </message>
    <message>
        <source>A model is being trained.</source>
        <translation>Ein Modell wird trainiert.</translation>
    </message>
    <message>
        <source>Stop training and close</source>
        <translation>Training anhalten und schließen</translation>
    </message>
    <message>
        <source>Keep training</source>
        <translation>Weiter trainieren</translation>
    </message>
</context>
<context>
    <name>TrainingDialog</name>
    <message>
        <source>Train a Model</source>
        <translation>Modell trainieren</translation>
    </message>
    <message>
        <source>What to learn from</source>
        <translation>Woraus gelernt wird</translation>
    </message>
    <message>
        <source>How to learn</source>
        <translation>Wie gelernt wird</translation>
    </message>
    <message>
        <source>Start training</source>
        <translation>Training starten</translation>
    </message>
    <message>
        <source>Give the new model a name without slashes.</source>
        <translation>Geben Sie dem neuen Modell einen Namen ohne Schrägstriche.</translation>
    </message>
    <message>
        <source>Choose at least one corrected song or one folder.</source>
        <translation>Wählen Sie mindestens ein korrigiertes Lied oder einen Ordner.</translation>
    </message>
    <message>
        <source>There is a model of this name already. Choose another name.</source>
        <translation>Es gibt schon ein Modell dieses Namens. Wählen Sie einen anderen Namen.</translation>
    </message>
    <message>
        <source>All of these songs are kept aside. Tick others, or choose some to learn from.</source>
        <translation>Alle diese Lieder sind beiseitegelegt. Kreuzen Sie andere an, oder wählen Sie welche, aus denen gelernt wird.</translation>
    </message>
    <message>
        <source>“{0}” has learned from “{1}”, or from others by its artist, which are kept aside. Train from scratch, use another model first, or choose to learn from them.</source>
        <translation>„{0}“ hat aus „{1}“ oder aus anderen Liedern seines Interpreten gelernt, die beiseitegelegt sind. Trainieren Sie von Grund auf, nehmen Sie zuerst ein anderes Modell, oder lassen Sie aus ihnen lernen.</translation>
    </message>
    <message>
        <source>Name of the new model</source>
        <translation>Name des neuen Modells</translation>
    </message>
    <message>
        <source>Where no song is kept aside, as of fewer than {0}, these tell how well the new model does</source>
        <translation>Wo kein Lied beiseitegelegt ist, wie bei weniger als {0}, zeigen diese, wie gut das neue Modell ist</translation>
    </message>
    <message>
        <source>the model in use</source>
        <translation>dem Modell in Gebrauch</translation>
    </message>
    <message>
        <source>Go on from “{0}”</source>
        <translation>Von „{0}“ ausgehen</translation>
    </message>
    <message>
        <source>From scratch</source>
        <translation>Von Grund auf</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Ausgangspunkt</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>Voreinstellung</translation>
    </message>
    <message>
        <source>Measure it by further trainings, each without one song</source>
        <translation>Durch weitere Trainings messen, jedes ohne ein Lied</translation>
    </message>
    <message>
        <source>On other songs of this folder, keep its answers</source>
        <translation>Seine Antworten auf andere Lieder dieses Ordners behalten</translation>
    </message>
    <message>
        <source>Songs that are strange to a model can make it worse on others; this prevents it</source>
        <translation>Lieder, die einem Modell fremd sind, können es für andere schlechter machen; das verhindert dies</translation>
    </message>
    <message>
        <source>The training runs beside your work; it can be cancelled and resumed.</source>
        <translation>Das Training läuft neben Ihrer Arbeit; es kann abgebrochen und fortgesetzt werden.</translation>
    </message>
    <message>
        <source>Songs without labels on which its answers are kept: {0}.</source>
        <translation>Lieder ohne Labels, auf die seine Antworten behalten werden: {0}.</translation>
    </message>
    <message>
        <source>No songs by others keep it as it is on other music, where it may then err more.</source>
        <translation>Keine Lieder von anderen halten es bei anderer Musik, wie es ist; dort kann es dann mehr irren.</translation>
    </message>
    <message>
        <source>“{0}”, which is unfinished, can then not be resumed.</source>
        <translation>„{0}“, das unfertig ist, kann dann nicht fortgesetzt werden.</translation>
    </message>
    <message>
        <source>To measure the new model, kept aside: {0}.</source>
        <translation>Zur Messung des neuen Modells beiseitegelegt: {0}.</translation>
    </message>
    <message>
        <source>Further trainings to measure it: {0}, each without one song.</source>
        <translation>Weitere Trainings zur Messung: {0}, jedes ohne ein Lied.</translation>
    </message>
    <message>
        <source>It will not be known whether the new model is better: too few songs are new to it.</source>
        <translation>Ob das neue Modell besser ist, bleibt unbekannt: Zu wenige Lieder sind ihm neu.</translation>
    </message>
</context>
<context>
    <name>TrainingJob</name>
    <message>
        <source>Train</source>
        <translation>Trainieren</translation>
    </message>
</context>
<context>
    <name>TrainingPanel</name>
    <message>
        <source>Training</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>Use this model</source>
        <translation>Dieses Modell benutzen</translation>
    </message>
    <message>
        <source>Keep the old model</source>
        <translation>Das alte Modell behalten</translation>
    </message>
    <message>
        <source>What changes…</source>
        <translation>Was sich ändert…</translation>
    </message>
    <message>
        <source>Train…</source>
        <translation>Trainieren…</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>The training of “{0}” is unfinished.</source>
        <translation>Das Training von „{0}“ ist unfertig.</translation>
    </message>
    <message>
        <source>Correct some songs, then train the detector with them. You can go on working meanwhile.</source>
        <translation>Korrigieren Sie einige Lieder, dann trainieren Sie die Erkennung mit ihnen. Sie können währenddessen weiterarbeiten.</translation>
    </message>
    <message>
        <source>Training “{0}”</source>
        <translation>Training von „{0}“</translation>
    </message>
    <message>
        <source>Getting ready…</source>
        <translation>Wird vorbereitet…</translation>
    </message>
    <message>
        <source>Reading recording {0} of {1}</source>
        <translation>Aufnahme {0} von {1} wird gelesen</translation>
    </message>
    <message>
        <source>Reading labels {0} of {1}</source>
        <translation>Labels {0} von {1} werden gelesen</translation>
    </message>
    <message>
        <source>Checking on songs left out: {0} of {1}</source>
        <translation>Prüfung an ausgelassenen Liedern: {0} von {1}</translation>
    </message>
    <message>
        <source>Paused at update {0} of {1}</source>
        <translation>Angehalten bei Schritt {0} von {1}</translation>
    </message>
    <message>
        <source>Update {0} of {1}</source>
        <translation>Schritt {0} von {1}</translation>
    </message>
    <message>
        <source>{0} left</source>
        <translation>noch {0}</translation>
    </message>
    <message numerus="yes">
        <source>Finished after %n updates.</source>
        <translation>
            <numerusform>Nach einem Schritt fertig.</numerusform>
            <numerusform>Nach %n Schritten fertig.</numerusform>
        </translation>
    </message>
    <message>
        <source>{0} % of frames wrong on the songs kept aside.</source>
        <translation>{0} % der Frames sind auf den beiseitegelegten Liedern falsch.</translation>
    </message>
    <message>
        <source>This model is in use now. Model &gt; Use the Model Before takes that back.</source>
        <translation>Dieses Modell ist jetzt in Gebrauch. Modell &gt; Voriges Modell benutzen nimmt das zurück.</translation>
    </message>
    <message>
        <source>Another model is in use now. This one can be used again from the Model menu.</source>
        <translation>Jetzt ist ein anderes Modell in Gebrauch. Dieses kann über das Menü „Modell“ wieder verwendet werden.</translation>
    </message>
    <message>
        <source>Pausing…</source>
        <translation>Wird angehalten …</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Cancelled at update {0}.</source>
        <translation>Bei Schritt {0} abgebrochen.</translation>
    </message>
    <message>
        <source>Failed: {0}</source>
        <translation>Gescheitert: {0}</translation>
    </message>
    <message>
        <source>It can go on from update {0}.</source>
        <translation>Es kann von Schritt {0} an weitergehen.</translation>
    </message>
    <message>
        <source>It can go on from where it was saved last.</source>
        <translation>Es kann von der letzten Sicherung an weitergehen.</translation>
    </message>
    <message>
        <source>Nothing had been saved yet.</source>
        <translation>Noch nichts war gespeichert.</translation>
    </message>
    <message>
        <source>It was not measured beside the old model.</source>
        <translation>Es wurde nicht neben dem alten Modell gemessen.</translation>
    </message>
    <message>
        <source>“{0}” stays in use unless you choose the new one.</source>
        <translation>„{0}“ bleibt in Gebrauch, wenn Sie nicht das neue wählen.</translation>
    </message>
    <message>
        <source>Use the new model anyway</source>
        <translation>Das neue Modell trotzdem benutzen</translation>
    </message>
    <message>
        <source>The old model stays in use. The new one can be opened from the Model menu.</source>
        <translation>Das alte Modell bleibt in Gebrauch. Das neue kann im Menü Modell geöffnet werden.</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>Verlust</translation>
    </message>
    <message>
        <source>loss (nats)</source>
        <translation>Verlust (Nats)</translation>
    </message>
    <message>
        <source>Error on songs kept aside</source>
        <translation>Fehler auf beiseitegelegten Liedern</translation>
    </message>
    <message>
        <source>error (%)</source>
        <translation>Fehler (%)</translation>
    </message>
</context>
<context>
    <name>TransportBar</name>
    <message>
        <source>of {0}</source>
        <translation>von {0}</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>Lautstärke</translation>
    </message>
    <message>
        <source>Speed, and part of the song that is heard</source>
        <translation>Geschwindigkeit und Teil des Lieds, der zu hören ist</translation>
    </message>
    <message>
        <source>voice band</source>
        <translation>Stimmbereich</translation>
    </message>
    <message>
        <source>centre</source>
        <translation>Mitte</translation>
    </message>
    <message>
        <source>sides</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <source>harmonic</source>
        <translation>harmonisch</translation>
    </message>
    <message>
        <source>How the view follows playback</source>
        <translation>Wie die Ansicht der Wiedergabe folgt</translation>
    </message>
</context>
<context>
    <name>TypedEdits</name>
    <message>
        <source>{0} is no time: type 83.5 or 1:23.5</source>
        <translation>{0} ist keine Zeit: Schreiben Sie 83,5 oder 1:23,5</translation>
    </message>
    <message>
        <source>Mark region as checked</source>
        <translation>Region als geprüft markieren</translation>
    </message>
    <message>
        <source>Mark as not checked</source>
        <translation>Als nicht geprüft markieren</translation>
    </message>
    <message>
        <source>A label has 1 to {0} letters on one line</source>
        <translation>Ein Label hat 1 bis {0} Zeichen auf einer Zeile</translation>
    </message>
    <message>
        <source>Relabel region</source>
        <translation>Region anders benennen</translation>
    </message>
    <message>
        <source>Set start</source>
        <translation>Anfang setzen</translation>
    </message>
    <message>
        <source>Set end</source>
        <translation>Ende setzen</translation>
    </message>
    <message>
        <source>This region is too short for its edges to be moved apart</source>
        <translation>Diese Region ist zu kurz, um ihre Kanten auseinanderzuziehen</translation>
    </message>
    <message>
        <source>The start must be between {0} and {1}: regions do not overlap</source>
        <translation>Der Anfang muss zwischen {0} und {1} liegen: Regionen überlappen nicht</translation>
    </message>
    <message>
        <source>The end must be between {0} and {1}: regions do not overlap</source>
        <translation>Das Ende muss zwischen {0} und {1} liegen: Regionen überlappen nicht</translation>
    </message>
</context>
<context>
    <name>UnsavedEdits</name>
    <message>
        <source>The last edits of {0} are not saved.</source>
        <translation>Die letzten Änderungen von {0} sind nicht gespeichert.</translation>
    </message>
    <message>
        <source>

A copy in another folder holds the annotation with its history. Discarded edits are lost.</source>
        <translation>

Eine Kopie in einem anderen Ordner enthält die Annotation mit ihrem Verlauf. Verworfene Änderungen sind verloren.</translation>
    </message>
    <message>
        <source>Try Again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
    <message>
        <source>Save a Copy To…</source>
        <translation>Kopie speichern in…</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Save a Copy</source>
        <translation>Kopie speichern</translation>
    </message>
    <message>
        <source>{0}: nothing was written. A song&apos;s annotation belongs there, which a copy would replace. Choose another name, such as {1}.</source>
        <translation>{0}: Es wurde nichts geschrieben. Dorthin gehört die Annotation eines Lieds, die eine Kopie ersetzen würde. Wählen Sie einen anderen Namen, etwa {1}.</translation>
    </message>
    <message>
        <source>Your edits are in {0}. Edit &gt; Merge a Copy takes them in again.</source>
        <translation>Ihre Änderungen sind in {0}. Bearbeiten &gt; Kopie zusammenführen holt sie wieder herein.</translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message>
        <source>Drop a song or a folder here</source>
        <translation>Lied oder Ordner hier ablegen</translation>
    </message>
    <message>
        <source>See where the singing is, correct it by hand,
and train the detector on it.</source>
        <translation>Sehen Sie, wo der Gesang ist, korrigieren Sie ihn von Hand
und trainieren Sie die Erkennung damit.</translation>
    </message>
    <message>
        <source>Recent songs</source>
        <translation>Zuletzt geöffnete Lieder</translation>
    </message>
    <message>
        <source>Recent folders</source>
        <translation>Zuletzt geöffnete Ordner</translation>
    </message>
    <message>
        <source>Opening {0}…</source>
        <translation>{0} wird geöffnet…</translation>
    </message>
    <message>
        <source>Choose a song of {0}</source>
        <translation>Ein Lied aus {0} wählen</translation>
    </message>
    <message>
        <source>Enter or a double click in the list opens it.
Songs &gt; Check What Teaches Most shows what to correct first.</source>
        <translation>Die Eingabetaste oder ein Doppelklick in der Liste öffnet es.
Lieder &gt; Prüfen, was am meisten lehrt, zeigt, was zuerst zu berichtigen ist.</translation>
    </message>
    <message>
        <source>Open song…</source>
        <translation>Lied öffnen…</translation>
    </message>
    <message>
        <source>Open folder…</source>
        <translation>Ordner öffnen…</translation>
    </message>
    <message>
        <source>Open demo song</source>
        <translation>Beispiellied öffnen</translation>
    </message>
</context>
</TS>

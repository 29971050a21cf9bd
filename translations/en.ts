<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name></name>
    <message numerus="yes">
        <source>%n regions, {0} in all</source>
        <translation>
            <numerusform>1 region, {0}</numerusform>
            <numerusform>%n regions, {0} in all</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Move %n regions</source>
        <translation>
            <numerusform>Move region</numerusform>
            <numerusform>Move %n regions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>For %n song(s) of the list:</source>
        <translation>
            <numerusform>For %n song of the list:</numerusform>
            <numerusform>For %n songs of the list:</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>“{0}” has learned from %n of them; on new songs it does worse.</source>
        <translation>
            <numerusform>“{0}” has learned from %n of them; on new songs it does worse.</numerusform>
            <numerusform>“{0}” has learned from %n of them; on new songs it does worse.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>On %n songs kept aside ({0} min): {1}; {2}.</source>
        <translation>
            <numerusform>On %n song kept aside ({0} min): {1}; {2}.</numerusform>
            <numerusform>On %n songs kept aside ({0} min): {1}; {2}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>On %n songs left out in turn ({0} min): {1}; {2}.</source>
        <translation>
            <numerusform>On %n song left out in turn ({0} min): {1}; {2}.</numerusform>
            <numerusform>On %n songs left out in turn ({0} min): {1}; {2}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>“{0}” has learned from other songs by the artists of %n of them.</source>
        <translation>
            <numerusform>“{0}” has learned from other songs by the artists of %n of them.</numerusform>
            <numerusform>“{0}” has learned from other songs by the artists of %n of them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The new model has learned from other songs by the artists of %n of them.</source>
        <translation>
            <numerusform>The new model has learned from other songs by the artists of %n of them.</numerusform>
            <numerusform>The new model has learned from other songs by the artists of %n of them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The artist of %n song(s) is not known: lists may share one unseen. Name it under “{0}”: {1}</source>
        <translation>
            <numerusform>The artist of one song is not known: lists may share it unseen. Name it under “{0}”: {1}</numerusform>
            <numerusform>The artists of %n songs are not known: lists may share one unseen. Name them under “{0}”: {1}</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Batch</name>
    <message numerus="yes">
        <source>… and %n more</source>
        <translation>
            <numerusform>… and one more</numerusform>
            <numerusform>… and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0}: %n song(s) left out.</source>
        <translation>
            <numerusform>{0}: One song was left out.</numerusform>
            <numerusform>{0}: %n songs were left out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0}: %n song(s) failed.</source>
        <translation>
            <numerusform>{0}: %n song failed.</numerusform>
            <numerusform>{0}: %n songs failed.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BatchBar</name>
    <message numerus="yes">
        <source>{1} of %n song(s), paused: {0}</source>
        <translation>
            <numerusform>{1} of one song, paused: {0}</numerusform>
            <numerusform>{1} of %n songs, paused: {0}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{1} of %n song(s), about {2} min left: {0}</source>
        <translation>
            <numerusform>{1} of one song, about {2} min left: {0}</numerusform>
            <numerusform>{1} of %n songs, about {2} min left: {0}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{1} of %n song(s): {0}</source>
        <translation>
            <numerusform>{1} of %n song: {0}</numerusform>
            <numerusform>{1} of %n songs: {0}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Reading {0} of %n song(s)</source>
        <translation>
            <numerusform>Reading {0} of %n song</numerusform>
            <numerusform>Reading {0} of %n songs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ChangesDialog</name>
    <message numerus="yes">
        <source>in %n song(s)</source>
        <translation>
            <numerusform>in one song</numerusform>
            <numerusform>in %n songs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s)</source>
        <translation>
            <numerusform>one change</numerusform>
            <numerusform>%n changes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n song(s) could not be compared.</source>
        <translation>
            <numerusform>One song could not be compared.</numerusform>
            <numerusform>%n songs could not be compared.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FolderQuestions</name>
    <message numerus="yes">
        <source>%n journal(s) lost their song, which was renamed or moved: {0}{1}</source>
        <translation>
            <numerusform>%n journal lost its song, which was renamed or moved: {0}{1}</numerusform>
            <numerusform>%n journals lost their songs, which were renamed or moved: {0}{1}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n song(s) called checked without checked time: nothing is learned from them.</source>
        <translation>
            <numerusform>One song is called checked without checked time: nothing is learned from it.</numerusform>
            <numerusform>%n songs are called checked without checked time: nothing is learned from them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>What to check first is not known before singing is detected in %n song(s).</source>
        <translation>
            <numerusform>What to check first is not known before singing is detected in this song.</numerusform>
            <numerusform>What to check first is not known before singing is detected in these %n songs.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>KeyboardEditing</name>
    <message numerus="yes">
        <source>Nudge %n regions</source>
        <translation>
            <numerusform>Nudge region</numerusform>
            <numerusform>Nudge %n regions</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LabelImport</name>
    <message numerus="yes">
        <source> and %n more places</source>
        <translation>
            <numerusform> and one more place</numerusform>
            <numerusform> and %n more places</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LabelImportDialog</name>
    <message numerus="yes">
        <source> They take the place of what is there: %n regions set by hand, {0} checked. Undo brings it back.</source>
        <translation>
            <numerusform> They take the place of what is there: one region set by hand, {0} checked. Undo brings it back.</numerusform>
            <numerusform> They take the place of what is there: %n regions set by hand, {0} checked. Undo brings it back.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ModelTable</name>
    <message numerus="yes">
        <source>* It learned from %n of these songs: on new ones it will do worse</source>
        <translation>
            <numerusform>* It learned from one of these songs: on new ones it will do worse</numerusform>
            <numerusform>* It learned from %n of these songs: on new ones it will do worse</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>* It learned from other songs by the artists of %n of these songs</source>
        <translation>
            <numerusform>* It learned from other songs by the artist of one of these songs</numerusform>
            <numerusform>* It learned from other songs by the artists of %n of these songs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ModelsDialog</name>
    <message numerus="yes">
        <source>Measuring “{0}”: %n song(s) done. You can go on working meanwhile.</source>
        <translation>
            <numerusform>Measuring “{0}”: one song done. You can go on working meanwhile.</numerusform>
            <numerusform>Measuring “{0}”: %n songs done. You can go on working meanwhile.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PostprocessingPanel</name>
    <message numerus="yes">
        <source>%n regions</source>
        <translation>
            <numerusform>1 region</numerusform>
            <numerusform>%n regions</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RegionClipboard</name>
    <message numerus="yes">
        <source>Copied %n regions</source>
        <translation>
            <numerusform>Copied one region</numerusform>
            <numerusform>Copied %n regions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Paste %n regions</source>
        <translation>
            <numerusform>Paste region</numerusform>
            <numerusform>Paste %n regions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Pasted %n regions</source>
        <translation>
            <numerusform>Pasted one region</numerusform>
            <numerusform>Pasted %n regions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>, %n of them cut to the free time, by {0} s</source>
        <translation>
            <numerusform>, one of them cut to the free time, by {0} s</numerusform>
            <numerusform>, %n of them cut to the free time, by {0} s</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>; %n had no room</source>
        <translation>
            <numerusform>; one had no room</numerusform>
            <numerusform>; %n had no room</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RegionEditing</name>
    <message numerus="yes">
        <source>Delete %n regions</source>
        <translation>
            <numerusform>Delete region</numerusform>
            <numerusform>Delete %n regions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Relabel %n regions</source>
        <translation>
            <numerusform>Relabel region</numerusform>
            <numerusform>Relabel %n regions</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReviewQueue</name>
    <message numerus="yes">
        <source>%n song(s) are not detected yet: Songs &gt; Detect in All Listed Songs.</source>
        <translation>
            <numerusform>One song is not detected yet: Songs &gt; Detect in All Listed Songs.</numerusform>
            <numerusform>%n songs are not detected yet: Songs &gt; Detect in All Listed Songs.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SharedSong</name>
    <message numerus="yes">
        <source>There is another copy of this song&apos;s annotation, changed {0}, with %n regions: {1}</source>
        <translation>
            <numerusform>There is another copy of this song&apos;s annotation, changed {0}, with one region: {1}</numerusform>
            <numerusform>There is another copy of this song&apos;s annotation, changed {0}, with %n regions: {1}</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ShortStretchesDialog</name>
    <message numerus="yes">
        <source>%n found</source>
        <translation>
            <numerusform>1 found</numerusform>
            <numerusform>%n found</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n in checked time stay as they are</source>
        <translation>
            <numerusform>one in checked time stays as it is</numerusform>
            <numerusform>%n in checked time stay as they are</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SongFilterBar</name>
    <message numerus="yes">
        <source>%n song(s)</source>
        <translation>
            <numerusform>%n song</numerusform>
            <numerusform>%n songs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} of %n song(s)</source>
        <translation>
            <numerusform>{0} of %n song</numerusform>
            <numerusform>{0} of %n songs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SongListModel</name>
    <message numerus="yes">
        <source>{0}: {1} of %n song(s) checked, {2} of {3}</source>
        <translation>
            <numerusform>{0}: {1} of %n song checked, {2} of {3}</numerusform>
            <numerusform>{0}: {1} of %n songs checked, {2} of {3}</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Songs</name>
    <message numerus="yes">
        <source>%n song(s) new or changed</source>
        <translation>
            <numerusform>1 song new or changed</numerusform>
            <numerusform>%n songs new or changed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n song(s) gone</source>
        <translation>
            <numerusform>1 song gone</numerusform>
            <numerusform>%n songs gone</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0}: cancelled, {1} of %n song(s) done</source>
        <translation>
            <numerusform>{0}: cancelled, {1} of one song done</numerusform>
            <numerusform>{0}: cancelled, {1} of %n songs done</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0}: %n song(s) done</source>
        <translation>
            <numerusform>{0}: %n song done</numerusform>
            <numerusform>{0}: %n songs done</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TrainingPanel</name>
    <message numerus="yes">
        <source>Finished after %n updates.</source>
        <translation>
            <numerusform>Finished after one update.</numerusform>
            <numerusform>Finished after %n updates.</numerusform>
        </translation>
    </message>
</context>
</TS>

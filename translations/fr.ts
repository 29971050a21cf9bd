<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr" sourcelanguage="en">
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
        <translation>Lire</translation>
    </message>
    <message>
        <source>Open &amp;Recent</source>
        <translation>Ouvrir un fichier &amp;récent</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>&amp;Thème</translation>
    </message>
    <message>
        <source>As the &amp;System</source>
        <translation>Comme le &amp;système</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Clair</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>&amp;Sombre</translation>
    </message>
    <message>
        <source>Nothing to undo or to do again</source>
        <translation>Rien à annuler ni à rétablir</translation>
    </message>
    <message>
        <source>No song is open</source>
        <translation>Aucun morceau n&apos;est ouvert</translation>
    </message>
    <message>
        <source>The song&apos;s annotation cannot be changed here</source>
        <translation>L&apos;annotation du morceau ne peut pas être modifiée ici</translation>
    </message>
    <message>
        <source>No folder is open</source>
        <translation>Aucun dossier n&apos;est ouvert</translation>
    </message>
    <message>
        <source>No song of the folder is selected</source>
        <translation>Aucun morceau du dossier n&apos;est sélectionné</translation>
    </message>
    <message>
        <source>Begin with Songs &gt; Check What Teaches Most</source>
        <translation>Commencez par Morceaux &gt; Vérifier ce qui apprend le plus</translation>
    </message>
    <message>
        <source>No stretch of the queue was accepted or skipped yet</source>
        <translation>Aucun passage de la file n’est encore accepté ou sauté</translation>
    </message>
    <message>
        <source>Work on many songs is under way</source>
        <translation>Un travail sur plusieurs morceaux est en cours</translation>
    </message>
    <message>
        <source>No work on many songs is under way</source>
        <translation>Aucun travail sur plusieurs morceaux n&apos;est en cours</translation>
    </message>
    <message>
        <source>The song has no regions</source>
        <translation>Le morceau n&apos;a pas de régions</translation>
    </message>
    <message>
        <source>No region is selected</source>
        <translation>Aucune région n&apos;est sélectionnée</translation>
    </message>
    <message>
        <source>No region follows the selected one</source>
        <translation>Aucune région ne suit celle qui est sélectionnée</translation>
    </message>
    <message>
        <source>The song is compared with nothing</source>
        <translation>Le morceau n&apos;est comparé à rien</translation>
    </message>
    <message>
        <source>No differences are left</source>
        <translation>Il ne reste aucune différence</translation>
    </message>
    <message>
        <source>There is no loop</source>
        <translation>Il n&apos;y a pas de boucle</translation>
    </message>
    <message>
        <source>The song has one channel only</source>
        <translation>Le morceau n&apos;a qu&apos;un canal</translation>
    </message>
    <message>
        <source>No model is loaded</source>
        <translation>Aucun modèle n&apos;est chargé</translation>
    </message>
    <message>
        <source>The song is not detected yet</source>
        <translation>Le chant n’est pas encore détecté dans ce morceau</translation>
    </message>
    <message>
        <source>A training is running</source>
        <translation>Un entraînement est en cours</translation>
    </message>
    <message>
        <source>No training is running</source>
        <translation>Aucun entraînement n&apos;est en cours</translation>
    </message>
    <message>
        <source>There is no unfinished training</source>
        <translation>Il n&apos;y a pas d&apos;entraînement inachevé</translation>
    </message>
    <message>
        <source>Nothing is left to detect, or it is being detected</source>
        <translation>Il ne reste rien à détecter, ou la détection est en cours</translation>
    </message>
    <message>
        <source>Nothing is being opened or detected</source>
        <translation>Rien n&apos;est en cours d&apos;ouverture ou de détection</translation>
    </message>
    <message>
        <source>No other model was in use before</source>
        <translation>Aucun autre modèle n’a été utilisé avant</translation>
    </message>
    <message>
        <source>This model is in use already</source>
        <translation>Ce modèle est déjà utilisé</translation>
    </message>
    <message>
        <source>It is so already</source>
        <translation>C&apos;est déjà le cas</translation>
    </message>
    <message>
        <source>{0} of {1} checked</source>
        <translation>{0} sur {1} vérifiés</translation>
    </message>
    <message>
        <source>, {0} left open</source>
        <translation>, {0} laissés ouverts</translation>
    </message>
    <message>
        <source>sung</source>
        <translation>chanté</translation>
    </message>
    <message>
        <source>not sung</source>
        <translation>non chanté</translation>
    </message>
    <message>
        <source>left open</source>
        <translation>laissé ouvert</translation>
    </message>
    <message>
        <source>of the source</source>
        <translation>de l&apos;origine</translation>
    </message>
    <message>
        <source>{0}: “{1}” is not a number</source>
        <translation>{0}&#xa0;: «&#xa0;{1}&#xa0;» n&apos;est pas un nombre</translation>
    </message>
    <message>
        <source>{0}: not enough memory. Close other programs and try again.</source>
        <translation>{0}&#xa0;: mémoire insuffisante. Fermez d&apos;autres programmes et réessayez.</translation>
    </message>
    <message>
        <source>{0}: unexpected fault in the program ({1}). Your work is saved; please report the details.</source>
        <translation>{0}&#xa0;: erreur inattendue du programme ({1}). Votre travail est enregistré&#xa0;; veuillez signaler les détails.</translation>
    </message>
    <message>
        <source>there is no such file or folder</source>
        <translation>ce fichier ou ce dossier n&apos;existe pas</translation>
    </message>
    <message>
        <source>this is not allowed</source>
        <translation>ce n&apos;est pas autorisé</translation>
    </message>
    <message>
        <source>nothing can be written there</source>
        <translation>rien ne peut y être écrit</translation>
    </message>
    <message>
        <source>the disk is full</source>
        <translation>le disque est plein</translation>
    </message>
    <message>
        <source>the name is too long</source>
        <translation>le nom est trop long</translation>
    </message>
    <message>
        <source>Something went wrong</source>
        <translation>Une erreur s&apos;est produite</translation>
    </message>
    <message>
        <source>No sound device can be used. Connect one, then press Play. ({0})</source>
        <translation>Aucun périphérique audio n&apos;est utilisable. Branchez-en un, puis appuyez sur Lire. ({0})</translation>
    </message>
    <message>
        <source>The sound device “{0}” is not there; the system&apos;s default is used</source>
        <translation>Le périphérique audio «&#xa0;{0}&#xa0;» est absent&#xa0;; celui par défaut du système est utilisé</translation>
    </message>
    <message>
        <source>The sound device is gone. Connect it again, or another one, then press Play.</source>
        <translation>Le périphérique audio n&apos;est plus là. Rebranchez-le, ou un autre, puis appuyez sur Lire.</translation>
    </message>
    <message>
        <source>PortAudio is not installed ({0}). On Debian and Ubuntu: apt install libportaudio2</source>
        <translation>PortAudio n&apos;est pas installé ({0}). Sous Debian et Ubuntu&#xa0;: apt install libportaudio2</translation>
    </message>
    <message>
        <source>Turn pages</source>
        <translation>Page à page</translation>
    </message>
    <message>
        <source>Scroll along</source>
        <translation>Défiler</translation>
    </message>
    <message>
        <source>Stand still</source>
        <translation>Rester en place</translation>
    </message>
    <message>
        <source>One threshold</source>
        <translation>Un seuil</translation>
    </message>
    <message>
        <source>Two thresholds</source>
        <translation>Deux seuils</translation>
    </message>
    <message>
        <source>Song&apos;s own threshold</source>
        <translation>Seuil propre au morceau</translation>
    </message>
    <message>
        <source>Most likely course</source>
        <translation>Parcours le plus probable</translation>
    </message>
    <message>
        <source>Singing is where the curve is above the threshold.</source>
        <translation>Il y a du chant là où la courbe est au-dessus du seuil.</translation>
    </message>
    <message>
        <source>A region needs a place above the upper threshold, and lasts as long as the curve is above the lower one (hysteresis).</source>
        <translation>Une région a besoin d&apos;un point au-dessus du seuil supérieur et dure tant que la courbe est au-dessus du seuil inférieur (hystérésis).</translation>
    </message>
    <message>
        <source>The threshold is moved towards the one that separates high from low probabilities best in this song (Otsu&apos;s).</source>
        <translation>Le seuil est rapproché de celui qui sépare le mieux, dans ce morceau, les probabilités hautes des basses (Otsu).</translation>
    </message>
    <message>
        <source>Of all courses, the one that fits the probabilities best, where each change between singing and not singing has a cost (Viterbi).</source>
        <translation>De tous les parcours, celui qui s&apos;accorde le mieux aux probabilités, chaque passage entre chant et absence de chant ayant un coût (Viterbi).</translation>
    </message>
    <message>
        <source>Begin above</source>
        <translation>Commencer au-dessus de</translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation>Seuil</translation>
    </message>
    <message>
        <source>Go on above</source>
        <translation>Continuer au-dessus de</translation>
    </message>
    <message>
        <source>Towards the song&apos;s own</source>
        <translation>Vers le seuil du morceau</translation>
    </message>
    <message>
        <source>Lowest threshold</source>
        <translation>Seuil le plus bas</translation>
    </message>
    <message>
        <source>Cost of a change</source>
        <translation>Coût d&apos;un changement</translation>
    </message>
    <message>
        <source>Median</source>
        <translation>Médiane</translation>
    </message>
    <message>
        <source>Shortest region</source>
        <translation>Région la plus courte</translation>
    </message>
    <message>
        <source>Shortest gap</source>
        <translation>Intervalle le plus court</translation>
    </message>
    <message>
        <source>Unsure in {0} % of the song</source>
        <translation>Incertain dans {0} % du morceau</translation>
    </message>
    <message>
        <source>So much of the song has a probability near the threshold (between 0.2 and 0.8 at a threshold of 0.5). Of songs that it had not learned from, the model got 9 to 11 % wrong where this was {0:.0f} % or more, and 7 to 9 % elsewhere. That is a hint, no more: a model can be sure and wrong.</source>
        <translation>Cette part du morceau a une probabilité proche du seuil (entre 0,2 et 0,8 pour un seuil de 0,5). Pour des morceaux dont il n&apos;avait pas appris, le modèle s&apos;est trompé sur 9 à 11&#xa0;% là où elle était de {0:.0f}&#xa0;% ou plus, et sur 7 à 9&#xa0;% ailleurs. Ce n&apos;est qu&apos;un indice&#xa0;: un modèle peut être sûr et se tromper.</translation>
    </message>
    <message>
        <source>Look through this song with care.</source>
        <translation>Parcourez ce morceau avec soin.</translation>
    </message>
    <message>
        <source>Detects this song at five pitches and averages, which takes about five times as long. Of songs that it had not learned from, 0.7 points fewer frames were wrong with it where the model was unsure, and elsewhere as many as without. Your corrections stay, and undo takes it back. Model &gt; Average over Pitch Shifts does the same in every song.</source>
        <translation>Détecte le chant de ce morceau à cinq hauteurs et fait la moyenne, ce qui prend environ cinq fois plus de temps. Pour des morceaux dont le modèle n&apos;avait pas appris, 0,7 point de trames en moins était faux là où il était incertain, et autant que sans cela ailleurs. Vos corrections restent, et l&apos;annulation revient en arrière. Modèle &gt; Moyenne sur les hauteurs fait de même dans chaque morceau.</translation>
    </message>
    <message>
        <source>frequency in Hz</source>
        <translation>fréquence en Hz</translation>
    </message>
    <message>
        <source>probability of singing</source>
        <translation>probabilité de chant</translation>
    </message>
    <message>
        <source>checked</source>
        <translation>vérifié</translation>
    </message>
    <message>
        <source>Draw region</source>
        <translation>Tracer une région</translation>
    </message>
    <message numerus="yes">
        <source>Move %n regions</source>
        <translation>
            <numerusform>Déplacer la région</numerusform>
            <numerusform>Déplacer %n régions</numerusform>
        </translation>
    </message>
    <message>
        <source>Move region</source>
        <translation>Déplacer la région</translation>
    </message>
    <message>
        <source>Resize region</source>
        <translation>Redimensionner la région</translation>
    </message>
    <message>
        <source>pitch × {0}</source>
        <translation>hauteur × {0}</translation>
    </message>
    <message>
        <source>duration × {0}</source>
        <translation>durée × {0}</translation>
    </message>
    <message>
        <source>filter {0} at {1}</source>
        <translation>filtre {0} à {1}</translation>
    </message>
    <message>
        <source>loudness {0}</source>
        <translation>volume {0}</translation>
    </message>
    <message>
        <source>nothing to mix with: somebody sings all through this song</source>
        <translation>rien à mélanger&#xa0;: quelqu&apos;un chante tout au long de ce morceau</translation>
    </message>
    <message>
        <source>mixed with {0} of another excerpt</source>
        <translation>mélangé à {0} d&apos;un autre extrait</translation>
    </message>
    <message>
        <source>not mixed this time</source>
        <translation>pas mélangé cette fois</translation>
    </message>
    <message>
        <source>noise of {0} standard deviations</source>
        <translation>bruit de {0} écarts types</translation>
    </message>
    <message>
        <source>{0} of the values dropped</source>
        <translation>{0} des valeurs supprimées</translation>
    </message>
    <message>
        <source>nothing is switched on</source>
        <translation>rien n&apos;est activé</translation>
    </message>
    <message>
        <source>Augmentations</source>
        <translation>Augmentations</translation>
    </message>
    <message>
        <source>Around {0} in “{1}”; the dashed line is the frame whose label is learned.</source>
        <translation>Autour de {0} dans «&#xa0;{1}&#xa0;»&#xa0;; la ligne en tirets est la trame dont l&apos;étiquette est apprise.</translation>
    </message>
    <message>
        <source>Play &amp;before</source>
        <translation>Lire l&apos;&amp;original</translation>
    </message>
    <message>
        <source>Play &amp;after</source>
        <translation>Lire le &amp;résultat</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Avant</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Après</translation>
    </message>
    <message>
        <source>Mel spectrogram: {0}</source>
        <translation>Spectrogramme mel&#xa0;: {0}</translation>
    </message>
    <message>
        <source>Drawing…</source>
        <translation>Tracé en cours…</translation>
    </message>
    <message>
        <source>Preparing sound</source>
        <translation>Préparation du son</translation>
    </message>
    <message>
        <source>The rows of the paper&apos;s figure 2, which compares them</source>
        <translation>Les lignes de la figure 2 de l&apos;article, qui les compare</translation>
    </message>
    <message>
        <source>Setting</source>
        <translation>Réglage</translation>
    </message>
    <message>
        <source>Pitch, time, filter, loudness and mixing: at random, or all at one end of their range</source>
        <translation>Hauteur, temps, filtre, volume et mélange&#xa0;: au hasard, ou tous à un bout de leur plage</translation>
    </message>
    <message>
        <source>At random</source>
        <translation>Au hasard</translation>
    </message>
    <message>
        <source>All at their lowest</source>
        <translation>Tous au plus bas</translation>
    </message>
    <message>
        <source>All at their highest</source>
        <translation>Tous au plus haut</translation>
    </message>
    <message>
        <source>Draw</source>
        <translation>Tirage</translation>
    </message>
    <message>
        <source>Draw again (R)</source>
        <translation>Tirer à nouveau (R)</translation>
    </message>
    <message>
        <source>Your own</source>
        <translation>Le vôtre</translation>
    </message>
    <message>
        <source>Preparing sound…</source>
        <translation>Préparation du son…</translation>
    </message>
    <message>
        <source>Nothing can be played: {0}</source>
        <translation>Rien ne peut être lu&#xa0;: {0}</translation>
    </message>
    <message>
        <source>Preparing sound… The first time takes some seconds longer.</source>
        <translation>Préparation du son… La première fois prend quelques secondes de plus.</translation>
    </message>
    <message>
        <source>The sound after augmentation is made from the changed magnitudes, with phases that fit them. Noise and dropout are applied to the spectrogram alone, so they cannot be heard.</source>
        <translation>Le son après augmentation est fait des amplitudes modifiées et de phases qui s&apos;y accordent. Le bruit et le dropout ne s&apos;appliquent qu&apos;au spectrogramme : on ne peut pas les entendre.</translation>
    </message>
    <message>
        <source>Not needed: some of these songs are kept aside to measure it.</source>
        <translation>Inutile&#xa0;: quelques-uns de ces morceaux sont mis de côté pour le mesurer.</translation>
    </message>
    <message>
        <source>Not possible: there is no model in use to compare it with.</source>
        <translation>Impossible&#xa0;: aucun modèle en usage avec lequel le comparer.</translation>
    </message>
    <message>
        <source>Not possible without songs that you corrected.</source>
        <translation>Impossible sans morceaux que vous avez corrigés.</translation>
    </message>
    <message>
        <source>Not possible: the model it goes on from has learned from all of these songs. Correct one that is new.</source>
        <translation>Impossible&#xa0;: le modèle dont il part a appris de tous ces morceaux. Corrigez-en un nouveau.</translation>
    </message>
    <message>
        <source>Not possible with one song: without it nothing is left to learn from. Correct one more.</source>
        <translation>Impossible avec un seul morceau&#xa0;: sans lui, il ne reste rien à apprendre. Corrigez-en un de plus.</translation>
    </message>
    <message>
        <source>Progress of the test</source>
        <translation>Avancement du test</translation>
    </message>
    <message>
        <source>Robustness Test of “{0}”</source>
        <translation>Test de robustesse de «&#xa0;{0}&#xa0;»</translation>
    </message>
    <message>
        <source>Closing stops it, and what it has measured is lost.</source>
        <translation>La fermeture l&apos;arrête, et ce qu&apos;il a mesuré est perdu.</translation>
    </message>
    <message>
        <source>A robustness test is running.</source>
        <translation>Un test de robustesse est en cours.</translation>
    </message>
    <message>
        <source>Stop test and close</source>
        <translation>Arrêter le test et fermer</translation>
    </message>
    <message>
        <source>Keep testing</source>
        <translation>Continuer le test</translation>
    </message>
    <message>
        <source>Getting ready… You can go on working, and close this dialog: the test goes on.</source>
        <translation>Préparation… Vous pouvez continuer à travailler et fermer cette fenêtre&#xa0;: le test se poursuit.</translation>
    </message>
    <message>
        <source> The report of the test before is still there.</source>
        <translation> Le rapport du test précédent est encore là.</translation>
    </message>
    <message>
        <source>Cancelled. What had been measured was not kept.</source>
        <translation>Annulé. Ce qui avait été mesuré n&apos;a pas été gardé.</translation>
    </message>
    <message>
        <source>Not saved: {0}</source>
        <translation>Non enregistré&#xa0;: {0}</translation>
    </message>
    <message>
        <source>Saved as {0}</source>
        <translation>Enregistré sous {0}</translation>
    </message>
    <message>
        <source>{0} is no longer there. Run the test again.</source>
        <translation>{0} n&apos;est plus là. Relancez le test.</translation>
    </message>
    <message>
        <source>No program could be started to show it. It is here: {0}</source>
        <translation>Aucun programme n&apos;a pu être lancé pour l&apos;afficher. Il est ici&#xa0;: {0}</translation>
    </message>
    <message>
        <source>Save Report</source>
        <translation>Enregistrer le rapport</translation>
    </message>
    <message>
        <source>Web pages (*.html)</source>
        <translation>Pages web (*.html)</translation>
    </message>
    <message>
        <source>Open report</source>
        <translation>Ouvrir le rapport</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Montrer dans le dossier</translation>
    </message>
    <message>
        <source>Save report…</source>
        <translation>Enregistrer le rapport…</translation>
    </message>
    <message>
        <source>Start test</source>
        <translation>Lancer le test</translation>
    </message>
    <message>
        <source>Cancel test</source>
        <translation>Annuler le test</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Choose at least one test.</source>
        <translation>Choisissez au moins un test.</translation>
    </message>
    <message>
        <source>Testing on {0} ({1} of {2}). You can go on working, and close this dialog: the test goes on.</source>
        <translation>Test sur {0} ({1} sur {2}). Vous pouvez continuer à travailler et fermer cette fenêtre&#xa0;: le test se poursuit.</translation>
    </message>
    <message>
        <source>The robustness test of “{0}” has finished.</source>
        <translation>Le test de robustesse de «&#xa0;{0}&#xa0;» est terminé.</translation>
    </message>
    <message>
        <source>The test failed: {0}</source>
        <translation>Le test a échoué&#xa0;: {0}</translation>
    </message>
    <message>
        <source>No test has been run yet.</source>
        <translation>Aucun test n&apos;a encore été fait.</translation>
    </message>
    <message>
        <source>The last report is about “{0}”, {1}.</source>
        <translation>Le dernier rapport concerne «&#xa0;{0}&#xa0;», {1}.</translation>
    </message>
    <message>
        <source>The last report is of {0}.</source>
        <translation>Le dernier rapport date de {0}.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Retirer</translation>
    </message>
    <message>
        <source>Add folder…</source>
        <translation>Ajouter un dossier…</translation>
    </message>
    <message>
        <source>Labelled songs</source>
        <translation>Morceaux étiquetés</translation>
    </message>
    <message>
        <source>audio/ and labels/</source>
        <translation>audio/ et labels/</translation>
    </message>
    <message>
        <source>None: the demo song instead.</source>
        <translation>Aucun&#xa0;: le morceau de démonstration à la place.</translation>
    </message>
    <message>
        <source>Stems</source>
        <translation>Pistes séparées</translation>
    </message>
    <message>
        <source>a folder a song, with vocals and accompaniment</source>
        <translation>un dossier par morceau, avec chant et accompagnement</translation>
    </message>
    <message>
        <source>None: two synthetic songs instead.</source>
        <translation>Aucune&#xa0;: deux morceaux synthétiques à la place.</translation>
    </message>
    <message>
        <source>Instruments alone</source>
        <translation>Instruments seuls</translation>
    </message>
    <message>
        <source>recordings without singing</source>
        <translation>enregistrements sans chant</translation>
    </message>
    <message>
        <source>None: two synthetic bands instead.</source>
        <translation>Aucun&#xa0;: deux groupes synthétiques à la place.</translation>
    </message>
    <message>
        <source>Quick: {0} s of at most {1} recordings of each kind</source>
        <translation>Rapide : {0} s d&apos;au plus {1} enregistrements de chaque sorte</translation>
    </message>
    <message>
        <source>Tests</source>
        <translation>Tests</translation>
    </message>
    <message>
        <source>How thoroughly</source>
        <translation>Étendue</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Édition</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Annuler</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Rétablir</translation>
    </message>
    <message>
        <source>&amp;History…</source>
        <translation>&amp;Historique…</translation>
    </message>
    <message>
        <source>Merge a Cop&amp;y…</source>
        <translation>&amp;Fusionner une copie…</translation>
    </message>
    <message>
        <source>Cu&amp;t</source>
        <translation>Co&amp;uper</translation>
    </message>
    <message>
        <source>Cop&amp;y</source>
        <translation>&amp;Copier</translation>
    </message>
    <message>
        <source>Paste at C&amp;ursor</source>
        <translation>Coller au c&amp;urseur</translation>
    </message>
    <message>
        <source>Paste at the Same T&amp;imes</source>
        <translation>Coller aux mêmes &amp;temps</translation>
    </message>
    <message>
        <source>Select &amp;All Regions</source>
        <translation>&amp;Sélectionner toutes les régions</translation>
    </message>
    <message>
        <source>Select Regions of the Same La&amp;bel</source>
        <translation>Sélectionner les régions de même éti&amp;quette</translation>
    </message>
    <message>
        <source>Select &amp;Nothing</source>
        <translation>Ne &amp;rien sélectionner</translation>
    </message>
    <message>
        <source>Mark as &amp;Checked</source>
        <translation>Marquer comme &amp;vérifié</translation>
    </message>
    <message>
        <source>Mark Re&amp;gion as Checked</source>
        <translation>Marquer la ré&amp;gion comme vérifiée</translation>
    </message>
    <message>
        <source>Mark Screen as Checked</source>
        <translation>Marquer l&apos;écran comme vérifié</translation>
    </message>
    <message>
        <source>Mark Loop as Checked</source>
        <translation>Marquer la boucle comme vérifiée</translation>
    </message>
    <message>
        <source>Mark S&amp;ong as Checked</source>
        <translation>Marquer le m&amp;orceau comme vérifié</translation>
    </message>
    <message>
        <source>Mark as Not Checked</source>
        <translation>Marquer comme non vérifié</translation>
    </message>
    <message>
        <source>Checked around an Edit…</source>
        <translation>Temps vérifié autour d&apos;une modification…</translation>
    </message>
    <message>
        <source>Annota&amp;tor…</source>
        <translation>A&amp;nnotateur…</translation>
    </message>
    <message>
        <source>Pre&amp;ferences…</source>
        <translation>Pré&amp;férences…</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Fichier</translation>
    </message>
    <message>
        <source>&amp;Open Song…</source>
        <translation>&amp;Ouvrir un morceau…</translation>
    </message>
    <message>
        <source>Open &amp;Folder…</source>
        <translation>Ouvrir un &amp;dossier…</translation>
    </message>
    <message>
        <source>List all songs of a folder and of those below it</source>
        <translation>Lister tous les morceaux d&apos;un dossier et de ses sous-dossiers</translation>
    </message>
    <message>
        <source>&amp;Clear This List</source>
        <translation>&amp;Effacer cette liste</translation>
    </message>
    <message>
        <source>Open &amp;Demo Song</source>
        <translation>Ouvrir le morceau de &amp;démonstration</translation>
    </message>
    <message>
        <source>&amp;Save Now</source>
        <translation>&amp;Enregistrer maintenant</translation>
    </message>
    <message>
        <source>&amp;Import Labels…</source>
        <translation>&amp;Importer des étiquettes…</translation>
    </message>
    <message>
        <source>&amp;Export Regions…</source>
        <translation>E&amp;xporter les régions…</translation>
    </message>
    <message>
        <source>Export &amp;Picture…</source>
        <translation>Exporter l&apos;&amp;image…</translation>
    </message>
    <message>
        <source>Export Data Se&amp;t…</source>
        <translation>Exporter un &amp;jeu de données…</translation>
    </message>
    <message>
        <source>A&amp;bout This Song…</source>
        <translation>À &amp;propos de ce morceau…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Quitter</translation>
    </message>
    <message>
        <source>Zoom In on Frequencies</source>
        <translation>Agrandir les fréquences</translation>
    </message>
    <message>
        <source>Zoom Out of Frequencies</source>
        <translation>Réduire les fréquences</translation>
    </message>
    <message>
        <source>Higher Frequencies</source>
        <translation>Fréquences plus hautes</translation>
    </message>
    <message>
        <source>Lower Frequencies</source>
        <translation>Fréquences plus basses</translation>
    </message>
    <message>
        <source>&amp;All Frequencies</source>
        <translation>&amp;Toutes les fréquences</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Aide</translation>
    </message>
    <message>
        <source>&amp;Find an Action…</source>
        <translation>&amp;Trouver une action…</translation>
    </message>
    <message>
        <source>&amp;Keyboard Shortcuts</source>
        <translation>&amp;Raccourcis clavier</translation>
    </message>
    <message>
        <source>&amp;Change Shortcuts…</source>
        <translation>&amp;Modifier les raccourcis…</translation>
    </message>
    <message>
        <source>Close Message</source>
        <translation>Fermer le message</translation>
    </message>
    <message>
        <source>&amp;About SVD Studio</source>
        <translation>À &amp;propos de SVD Studio</translation>
    </message>
    <message>
        <source>&amp;Model</source>
        <translation>&amp;Modèle</translation>
    </message>
    <message>
        <source>&amp;Train…</source>
        <translation>&amp;Entraîner…</translation>
    </message>
    <message>
        <source>&amp;Resume Last Training</source>
        <translation>&amp;Reprendre le dernier entraînement</translation>
    </message>
    <message>
        <source>&amp;Cancel Training</source>
        <translation>Ann&amp;uler l&apos;entraînement</translation>
    </message>
    <message>
        <source>A&amp;ugmentations…</source>
        <translation>Au&amp;gmentations…</translation>
    </message>
    <message>
        <source>Ro&amp;bustness Test…</source>
        <translation>Test de ro&amp;bustesse…</translation>
    </message>
    <message>
        <source>Mo&amp;dels…</source>
        <translation>Mo&amp;dèles…</translation>
    </message>
    <message>
        <source>All models you have: use one, or one of before again, measure, import, export, remove</source>
        <translation>Tous vos modèles : en utiliser un, même ancien, mesurer, importer, exporter, retirer</translation>
    </message>
    <message>
        <source>Use the Model Be&amp;fore</source>
        <translation>Utiliser le modèle &amp;précédent</translation>
    </message>
    <message>
        <source>Go back to the model that was in use before</source>
        <translation>Revenir au modèle utilisé auparavant</translation>
    </message>
    <message>
        <source>&amp;Open Model…</source>
        <translation>&amp;Ouvrir un modèle…</translation>
    </message>
    <message>
        <source>Use Defau&amp;lt Model</source>
        <translation>Utiliser le modèle par &amp;défaut</translation>
    </message>
    <message>
        <source>The best there is; it learned from songs that are for research only</source>
        <translation>Le meilleur qui soit&#xa0;; il a appris de morceaux réservés à la recherche</translation>
    </message>
    <message>
        <source>Use &amp;Free Model</source>
        <translation>Utiliser le modèle &amp;libre</translation>
    </message>
    <message>
        <source>It errs more, but learned only from what anybody may use for anything</source>
        <translation>Il se trompe plus souvent, mais n&apos;a appris que de ce que chacun peut utiliser à toute fin</translation>
    </message>
    <message>
        <source>About This &amp;Model…</source>
        <translation>À propos de ce &amp;modèle…</translation>
    </message>
    <message>
        <source>A&amp;verage over Pitch Shifts</source>
        <translation>Moyenne sur les &amp;hauteurs</translation>
    </message>
    <message>
        <source>Detect singing in the song as it is and 10 and 20 % lower and higher, and average:
fewer errors, as a rule, for about five times the work</source>
        <translation>Détecter le chant dans le morceau tel quel et 10 et 20&#xa0;% plus bas et plus haut, et faire la moyenne&#xa0;:
en général moins d&apos;erreurs, pour environ cinq fois plus de travail</translation>
    </message>
    <message>
        <source>&amp;Why Does It Think So?</source>
        <translation>&amp;Pourquoi cette décision ?</translation>
    </message>
    <message>
        <source>What in the spectrogram speaks for singing at the cursor, and what against (W)</source>
        <translation>Ce qui, dans le spectrogramme, parle pour le chant au curseur, et ce qui parle contre (W)</translation>
    </message>
    <message>
        <source>&amp;Detect Again</source>
        <translation>Détecter à &amp;nouveau</translation>
    </message>
    <message>
        <source>Detect the &amp;Rest</source>
        <translation>Détecter le &amp;reste</translation>
    </message>
    <message>
        <source>Go on looking for singing where it was stopped</source>
        <translation>Reprendre la recherche du chant là où elle a été arrêtée</translation>
    </message>
    <message>
        <source>Take &amp;All Regions from the Model</source>
        <translation>Prendre toutes les régions du mod&amp;èle</translation>
    </message>
    <message>
        <source>&amp;Stop Opening or Detecting</source>
        <translation>&amp;Arrêter l&apos;ouverture ou la détection</translation>
    </message>
    <message>
        <source>&amp;Playback</source>
        <translation>&amp;Lecture</translation>
    </message>
    <message>
        <source>Play &amp;Region</source>
        <translation>Lire la &amp;région</translation>
    </message>
    <message>
        <source>&amp;Loop Region</source>
        <translation>Lire la région en &amp;boucle</translation>
    </message>
    <message>
        <source>S&amp;lower</source>
        <translation>P&amp;lus lent</translation>
    </message>
    <message>
        <source>&amp;Faster</source>
        <translation>Plus &amp;rapide</translation>
    </message>
    <message>
        <source>&amp;Normal Speed</source>
        <translation>Vitesse &amp;normale</translation>
    </message>
    <message>
        <source>&amp;Voice Band</source>
        <translation>Bande &amp;vocale</translation>
    </message>
    <message>
        <source>Only 200 Hz to 4 kHz</source>
        <translation>Seulement de 200 Hz à 4 kHz</translation>
    </message>
    <message>
        <source>&amp;Centre</source>
        <translation>&amp;Centre</translation>
    </message>
    <message>
        <source>Only what both channels share</source>
        <translation>Seulement ce que les deux canaux ont en commun</translation>
    </message>
    <message>
        <source>Sides</source>
        <translation>Côtés</translation>
    </message>
    <message>
        <source>Only what the channels do not share</source>
        <translation>Seulement ce que les canaux n&apos;ont pas en commun</translation>
    </message>
    <message>
        <source>&amp;Harmonic Part</source>
        <translation>Partie &amp;harmonique</translation>
    </message>
    <message>
        <source>Without drums and other strokes</source>
        <translation>Sans batterie ni autres percussions</translation>
    </message>
    <message>
        <source>M&amp;ute</source>
        <translation>&amp;Muet</translation>
    </message>
    <message>
        <source>To the &amp;Start</source>
        <translation>Au &amp;début</translation>
    </message>
    <message>
        <source>To the &amp;End</source>
        <translation>À la &amp;fin</translation>
    </message>
    <message>
        <source>Listening Chec&amp;ks</source>
        <translation>Véri&amp;fier en écoutant</translation>
    </message>
    <message>
        <source>Mark as checked what you listen through</source>
        <translation>Marquer comme vérifié ce que vous écoutez en entier</translation>
    </message>
    <message>
        <source>&amp;Regions</source>
        <translation>&amp;Régions</translation>
    </message>
    <message>
        <source>&amp;New Region</source>
        <translation>&amp;Nouvelle région</translation>
    </message>
    <message>
        <source>S&amp;plit Region at Cursor</source>
        <translation>Scinder la région au &amp;curseur</translation>
    </message>
    <message>
        <source>&amp;Merge Regions</source>
        <translation>&amp;Fusionner les régions</translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>&amp;Supprimer</translation>
    </message>
    <message>
        <source>&amp;Type Label</source>
        <translation>Saisir l&apos;é&amp;tiquette</translation>
    </message>
    <message>
        <source>La&amp;bels of This Folder…</source>
        <translation>Éti&amp;quettes de ce dossier…</translation>
    </message>
    <message>
        <source>Give Label {0}</source>
        <translation>Donner l&apos;étiquette {0}</translation>
    </message>
    <message>
        <source>&amp;Fill Short Gaps…</source>
        <translation>&amp;Combler les intervalles courts…</translation>
    </message>
    <message>
        <source>Delete S&amp;hort Regions…</source>
        <translation>Supprimer les régions &amp;courtes…</translation>
    </message>
    <message>
        <source>Next D&amp;oubtful Place</source>
        <translation>Passage &amp;douteux suivant</translation>
    </message>
    <message>
        <source>Previo&amp;us Doubtful Place</source>
        <translation>Passage doute&amp;ux précédent</translation>
    </message>
    <message>
        <source>&amp;Accept Doubtful Place</source>
        <translation>&amp;Accepter le passage douteux</translation>
    </message>
    <message>
        <source>Re&amp;ject Doubtful Place</source>
        <translation>Re&amp;jeter le passage douteux</translation>
    </message>
    <message>
        <source>Tap While Playing, &amp;Key Held</source>
        <translation>Taper pendant la lecture, touche &amp;enfoncée</translation>
    </message>
    <message>
        <source>Ne&amp;xt Boundary</source>
        <translation>Frontière su&amp;ivante</translation>
    </message>
    <message>
        <source>Pre&amp;vious Boundary</source>
        <translation>Frontière &amp;précédente</translation>
    </message>
    <message>
        <source>Nudge One Frame &amp;Left</source>
        <translation>Décaler d&apos;une trame à &amp;gauche</translation>
    </message>
    <message>
        <source>Nudge One Frame &amp;Right</source>
        <translation>Décaler d&apos;une trame à &amp;droite</translation>
    </message>
    <message>
        <source>Nudge Ten Frames Left</source>
        <translation>Décaler de dix trames à gauche</translation>
    </message>
    <message>
        <source>Nudge Ten Frames Right</source>
        <translation>Décaler de dix trames à droite</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>Affic&amp;hage</translation>
    </message>
    <message>
        <source>Zoom &amp;In</source>
        <translation>&amp;Agrandir</translation>
    </message>
    <message>
        <source>Zoom &amp;Out</source>
        <translation>&amp;Réduire</translation>
    </message>
    <message>
        <source>Fit &amp;Song</source>
        <translation>&amp;Tout le morceau</translation>
    </message>
    <message>
        <source>Fit &amp;Region</source>
        <translation>Ajuster à la ré&amp;gion</translation>
    </message>
    <message>
        <source>&amp;Back to Previous View</source>
        <translation>Re&amp;venir à la vue précédente</translation>
    </message>
    <message>
        <source>&amp;Probability in Its Own Lane</source>
        <translation>&amp;Probabilité sur sa propre piste</translation>
    </message>
    <message>
        <source>&amp;Legend</source>
        <translation>&amp;Légende</translation>
    </message>
    <message>
        <source>What colours and lines mean</source>
        <translation>Ce que signifient couleurs et lignes</translation>
    </message>
    <message>
        <source>&amp;Table of Regions</source>
        <translation>&amp;Tableau des régions</translation>
    </message>
    <message>
        <source>Ne&amp;xt Panel</source>
        <translation>Panneau s&amp;uivant</translation>
    </message>
    <message>
        <source>Pre&amp;vious Panel</source>
        <translation>Panneau pré&amp;cédent</translation>
    </message>
    <message>
        <source>Side &amp;Panel</source>
        <translation>Panneau &amp;latéral</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Sombre</translation>
    </message>
    <message>
        <source>System default</source>
        <translation>Par défaut du système</translation>
    </message>
    <message>
        <source>{0} (not there now)</source>
        <translation>{0} (absent en ce moment)</translation>
    </message>
    <message>
        <source>Looking for sound devices…</source>
        <translation>Recherche de périphériques audio…</translation>
    </message>
    <message>
        <source>Colours of the theme</source>
        <translation>Couleurs du thème</translation>
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
        <translation>Gris</translation>
    </message>
    <message>
        <source>Updates</source>
        <translation>Mises à jour</translation>
    </message>
    <message>
        <source>Gradient updates in all</source>
        <translation>Mises à jour par gradient en tout</translation>
    </message>
    <message>
        <source>Batch size</source>
        <translation>Taille de lot</translation>
    </message>
    <message>
        <source>Excerpts an update</source>
        <translation>Extraits par mise à jour</translation>
    </message>
    <message>
        <source>Optimizer</source>
        <translation>Optimiseur</translation>
    </message>
    <message>
        <source>Optimiser; adamw: with weights that decay</source>
        <translation>Optimiseur&#xa0;; adamw&#xa0;: avec décroissance des poids</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>Taux d&apos;apprentissage</translation>
    </message>
    <message>
        <source>Step size at the start</source>
        <translation>Taille de pas au début</translation>
    </message>
    <message>
        <source>Momentum</source>
        <translation>Momentum</translation>
    </message>
    <message>
        <source>Nesterov momentum</source>
        <translation>Momentum de Nesterov</translation>
    </message>
    <message>
        <source>Decay</source>
        <translation>Décroissance</translation>
    </message>
    <message>
        <source>Factor on the step size at every decay</source>
        <translation>Facteur appliqué à la taille de pas à chaque décroissance</translation>
    </message>
    <message>
        <source>Decay every</source>
        <translation>Décroissance tous les</translation>
    </message>
    <message>
        <source>Updates between decays</source>
        <translation>Mises à jour entre deux décroissances</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>Planification</translation>
    </message>
    <message>
        <source>Course of the step size: in steps by decay, or half a cosine down to zero</source>
        <translation>Évolution de la taille de pas&#xa0;: par paliers de décroissance, ou un demi-cosinus jusqu&apos;à zéro</translation>
    </message>
    <message>
        <source>Warm up</source>
        <translation>Échauffement</translation>
    </message>
    <message>
        <source>Updates over which the step size rises to its value</source>
        <translation>Mises à jour pendant lesquelles la taille de pas monte à sa valeur</translation>
    </message>
    <message>
        <source>Weight average</source>
        <translation>Moyenne des poids</translation>
    </message>
    <message>
        <source>Moving average of the weights: share kept an update; 0: none</source>
        <translation>Moyenne mobile des poids&#xa0;: part gardée par mise à jour&#xa0;; 0&#xa0;: aucune</translation>
    </message>
    <message>
        <source>Clip</source>
        <translation>Écrêtage</translation>
    </message>
    <message>
        <source>Largest norm of the gradient; 0: any</source>
        <translation>Plus grande norme du gradient&#xa0;; 0&#xa0;: quelconque</translation>
    </message>
    <message>
        <source>Start share</source>
        <translation>Part du départ</translation>
    </message>
    <message>
        <source>Share of the starting model&apos;s weights in those of the new one, which forgets less the larger it is</source>
        <translation>Part des poids du modèle de départ dans ceux du nouveau, qui oublie d’autant moins qu’elle est grande</translation>
    </message>
    <message>
        <source>Target margin</source>
        <translation>Marge des cibles</translation>
    </message>
    <message>
        <source>Targets are this far from 0 and 1</source>
        <translation>Les cibles sont à cette distance de 0 et de 1</translation>
    </message>
    <message>
        <source>Song share</source>
        <translation>Part des morceaux</translation>
    </message>
    <message>
        <source>Share of examples from labelled songs, when stems are given too</source>
        <translation>Part des exemples tirés de morceaux étiquetés, quand des pistes séparées sont données aussi</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>Précision</translation>
    </message>
    <message>
        <source>Arithmetic of the network; auto: bfloat16 on processors whose flags show it (on Linux), else float32</source>
        <translation>Arithmétique du réseau&#xa0;; auto&#xa0;: bfloat16 sur les processeurs dont les indicateurs la montrent (sous Linux), sinon float32</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Graine</translation>
    </message>
    <message>
        <source>Seed of weights, examples and augmentation</source>
        <translation>Graine des poids, des exemples et de l&apos;augmentation</translation>
    </message>
    <message>
        <source>Report every</source>
        <translation>Rapport tous les</translation>
    </message>
    <message>
        <source>Updates between progress reports</source>
        <translation>Mises à jour entre deux rapports d&apos;avancement</translation>
    </message>
    <message>
        <source>Checkpoint every</source>
        <translation>Point de reprise tous les</translation>
    </message>
    <message>
        <source>Updates between checkpoints</source>
        <translation>Mises à jour entre deux points de reprise</translation>
    </message>
    <message>
        <source>Validate every</source>
        <translation>Validation tous les</translation>
    </message>
    <message>
        <source>Updates between validations</source>
        <translation>Mises à jour entre deux validations</translation>
    </message>
    <message>
        <source>Pitch shift</source>
        <translation>Hauteur</translation>
    </message>
    <message>
        <source>Pitch shift: frequencies times 1 ± this</source>
        <translation>Changement de hauteur&#xa0;: fréquences multipliées par 1 ± ceci</translation>
    </message>
    <message>
        <source>Time stretch</source>
        <translation>Étirement temporel</translation>
    </message>
    <message>
        <source>Time stretch: durations times 1 ± this</source>
        <translation>Étirement temporel&#xa0;: durées multipliées par 1 ± ceci</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filtre</translation>
    </message>
    <message>
        <source>Frequency filter: peak gain ± this</source>
        <translation>Filtre de fréquences&#xa0;: gain maximal ± ceci</translation>
    </message>
    <message>
        <source>Loudness</source>
        <translation>Volume</translation>
    </message>
    <message>
        <source>Loudness: gain ± this</source>
        <translation>Volume&#xa0;: gain ± ceci</translation>
    </message>
    <message>
        <source>Mix</source>
        <translation>Mélange</translation>
    </message>
    <message>
        <source>Mixing with negatives: share of excerpts blended with one where nobody sings</source>
        <translation>Mélange avec des négatifs&#xa0;: part des extraits mêlés à un autre où personne ne chante</translation>
    </message>
    <message>
        <source>Mix depth</source>
        <translation>Profondeur du mélange</translation>
    </message>
    <message>
        <source>Mixing with negatives: weight of the other excerpt at most</source>
        <translation>Mélange avec des négatifs&#xa0;: poids maximal de l&apos;autre extrait</translation>
    </message>
    <message>
        <source>Noise</source>
        <translation>Bruit</translation>
    </message>
    <message>
        <source>Gaussian noise on mel values, in standard deviations of their band</source>
        <translation>Bruit gaussien sur les valeurs mel, en écarts types de leur bande</translation>
    </message>
    <message>
        <source>Dropout</source>
        <translation>Dropout</translation>
    </message>
    <message>
        <source>Input dropout: share of mel values replaced by their band&apos;s mean</source>
        <translation>Dropout en entrée : part des valeurs mel remplacées par la moyenne de leur bande</translation>
    </message>
    <message>
        <source>Frames</source>
        <translation>Trames</translation>
    </message>
    <message>
        <source>Frames of a stretch, each with a target</source>
        <translation>Trames d&apos;un passage, chacune avec une cible</translation>
    </message>
    <message>
        <source>Edge</source>
        <translation>Bord</translation>
    </message>
    <message>
        <source>Frames nearer than this to a label&apos;s edge are not learned from</source>
        <translation>Les trames plus proches que cela du bord d&apos;une étiquette ne sont pas apprises</translation>
    </message>
    <message>
        <source>Gap</source>
        <translation>Intervalle</translation>
    </message>
    <message>
        <source>Frames in shorter gaps between labels are not learned from</source>
        <translation>Les trames d&apos;intervalles plus courts entre étiquettes ne sont pas apprises</translation>
    </message>
    <message>
        <source>Codings</source>
        <translation>Codages</translation>
    </message>
    <message>
        <source>Copies of every song, stem and instrumental made with random codecs and bit rates</source>
        <translation>Copies de chaque morceau, piste et instrumental faites avec des codecs et débits tirés au hasard</translation>
    </message>
    <message>
        <source>Coded</source>
        <translation>Codé</translation>
    </message>
    <message>
        <source>Coding: share of recordings read from such a copy</source>
        <translation>Codage&#xa0;: part des enregistrements lus d&apos;une telle copie</translation>
    </message>
    <message>
        <source>Codec imitation</source>
        <translation>Imitation de codec</translation>
    </message>
    <message>
        <source>Coding: share of stretches with an imitated codec</source>
        <translation>Codage&#xa0;: part des passages avec un codec imité</translation>
    </message>
    <message>
        <source>Noise floor</source>
        <translation>Bruit de fond</translation>
    </message>
    <message>
        <source>Noise floor: share of stretches with noise 32 to 70 dB below them</source>
        <translation>Bruit de fond&#xa0;: part des passages avec un bruit de 32 à 70 dB plus bas</translation>
    </message>
    <message>
        <source>Gain</source>
        <translation>Gain</translation>
    </message>
    <message>
        <source>Gain on everything ± this</source>
        <translation>Gain sur le tout ± ceci</translation>
    </message>
    <message>
        <source>Overdrive</source>
        <translation>Saturation</translation>
    </message>
    <message>
        <source>Overdrive: share of music without singing that is distorted by 0 to 26 dB</source>
        <translation>Saturation&#xa0;: part de la musique sans chant distordue de 0 à 26 dB</translation>
    </message>
    <message>
        <source>Lead</source>
        <translation>Instrument soliste</translation>
    </message>
    <message>
        <source>Synthetic leads: share of music without singing that is given one</source>
        <translation>Solistes synthétiques&#xa0;: part de la musique sans chant qui en reçoit un</translation>
    </message>
    <message>
        <source>Melody</source>
        <translation>Mélodie</translation>
    </message>
    <message>
        <source>Melody: share of voices alone that are sung to another one</source>
        <translation>Mélodie&#xa0;: part des voix seules chantées sur une autre mélodie</translation>
    </message>
    <message>
        <source>Other music</source>
        <translation>Autre musique</translation>
    </message>
    <message>
        <source>Other music: share of songs with other music 6 to 20 dB below</source>
        <translation>Autre musique&#xa0;: part des morceaux avec une autre musique de 6 à 20 dB plus bas</translation>
    </message>
    <message>
        <source>Seconds</source>
        <translation>Secondes</translation>
    </message>
    <message>
        <source>Longest stretch used of each recording</source>
        <translation>Plus long passage utilisé de chaque enregistrement</translation>
    </message>
    <message>
        <source>Recordings</source>
        <translation>Enregistrements</translation>
    </message>
    <message>
        <source>Most recordings used of each kind, evenly picked</source>
        <translation>Nombre maximal d&apos;enregistrements de chaque sorte, choisis régulièrement</translation>
    </message>
    <message>
        <source>Jamendo labels</source>
        <translation>Étiquettes Jamendo</translation>
    </message>
    <message>
        <source>Audacity labels</source>
        <translation>Étiquettes Audacity</translation>
    </message>
    <message>
        <source>CSV table</source>
        <translation>Tableau CSV</translation>
    </message>
    <message>
        <source>Praat TextGrid</source>
        <translation>TextGrid de Praat</translation>
    </message>
    <message>
        <source>ELAN annotation</source>
        <translation>Annotation ELAN</translation>
    </message>
    <message>
        <source>JAMS</source>
        <translation>JAMS</translation>
    </message>
    <message>
        <source>Sonic Visualiser regions</source>
        <translation>Régions Sonic Visualiser</translation>
    </message>
    <message>
        <source>Raven selection table</source>
        <translation>Tableau de sélections Raven</translation>
    </message>
    <message>
        <source>RTTM and UEM</source>
        <translation>RTTM et UEM</translation>
    </message>
    <message>
        <source>MIREX labels</source>
        <translation>Étiquettes MIREX</translation>
    </message>
    <message>
        <source>RWC vocal activity</source>
        <translation>Activité vocale RWC</translation>
    </message>
    <message>
        <source>MedleyDB activations</source>
        <translation>Activations MedleyDB</translation>
    </message>
    <message>
        <source>UltraStar song</source>
        <translation>Morceau UltraStar</translation>
    </message>
    <message>
        <source>WebVTT subtitles</source>
        <translation>Sous-titres WebVTT</translation>
    </message>
    <message>
        <source>SubRip subtitles</source>
        <translation>Sous-titres SubRip</translation>
    </message>
    <message>
        <source>TSV table</source>
        <translation>Tableau TSV</translation>
    </message>
    <message>
        <source>JSON of SVD Studio</source>
        <translation>JSON de SVD Studio</translation>
    </message>
    <message>
        <source>the wording of labels (sung ones become sing, those left open ignore, all others nosing)</source>
        <translation>le texte des étiquettes (chantées : sing, laissées ouvertes : ignore, toutes les autres : nosing)</translation>
    </message>
    <message>
        <source>who set each region</source>
        <translation>qui a placé chaque région</translation>
    </message>
    <message>
        <source>confidences</source>
        <translation>les confiances</translation>
    </message>
    <message>
        <source>what the model proposed</source>
        <translation>ce que le modèle a proposé</translation>
    </message>
    <message>
        <source>which time is checked</source>
        <translation>quel temps est vérifié</translation>
    </message>
    <message>
        <source>which stretches a person has corrected</source>
        <translation>quels passages une personne a corrigés</translation>
    </message>
    <message>
        <source>the length of the song</source>
        <translation>la durée du morceau</translation>
    </message>
    <message>
        <source>times finer than a millisecond</source>
        <translation>les temps plus fins qu&apos;une milliseconde</translation>
    </message>
    <message>
        <source>times between two samples</source>
        <translation>les temps entre deux échantillons</translation>
    </message>
    <message>
        <source>blanks in labels (they become underscores)</source>
        <translation>les espaces des étiquettes (remplacés par des tirets bas)</translation>
    </message>
    <message>
        <source>the wording of labels (those that begin with male or female are kept so, all others a group)</source>
        <translation>la formulation des étiquettes (celles qui commencent par male ou female restent ainsi, toutes les autres deviennent un groupe)</translation>
    </message>
    <message>
        <source>regions that are not sung, or left open</source>
        <translation>les régions non chantées ou laissées ouvertes</translation>
    </message>
    <message>
        <source>the wording of labels</source>
        <translation>la formulation des étiquettes</translation>
    </message>
    <message>
        <source>times finer than a hundredth of a second</source>
        <translation>les temps plus fins qu&apos;un centième de seconde</translation>
    </message>
    <message>
        <source>What the labels mean is not clear.</source>
        <translation>Le sens des étiquettes n&apos;est pas clair.</translation>
    </message>
    <message>
        <source>This file was written by a later version of the program.</source>
        <translation>Ce fichier a été écrit par une version plus récente du programme.</translation>
    </message>
    <message>
        <source>The file with labels or regions cannot be used as it is.</source>
        <translation>Le fichier d&apos;étiquettes ou de régions ne peut pas être utilisé tel quel.</translation>
    </message>
    <message>
        <source>The sound cannot be read.</source>
        <translation>Le son ne peut pas être lu.</translation>
    </message>
    <message>
        <source>The song cannot be heard in this way.</source>
        <translation>Le morceau ne peut pas être écouté de cette façon.</translation>
    </message>
    <message>
        <source>The model cannot be used.</source>
        <translation>Le modèle ne peut pas être utilisé.</translation>
    </message>
    <message>
        <source>The songs to learn from or to measure with cannot be used as they are.</source>
        <translation>Les morceaux pour apprendre ou mesurer ne peuvent pas être utilisés tels quels.</translation>
    </message>
    <message>
        <source>A part of the program that this needs is not installed.</source>
        <translation>Une partie du programme nécessaire pour cela n&apos;est pas installée.</translation>
    </message>
    <message>
        <source>The reason, in English:</source>
        <translation>La raison, en anglais :</translation>
    </message>
    <message>
        <source>This cannot be used as it is.</source>
        <translation>Cela ne peut pas être utilisé tel quel.</translation>
    </message>
    <message>
        <source>{0}: there is another copy of its annotation, {1}, with something else in it, which is left out. Open the song in the window to take it in, or delete it.</source>
        <translation>{0}&#xa0;: il y a une autre copie de son annotation, {1}, qui contient autre chose&#xa0;; elle est laissée de côté. Ouvrez le morceau dans la fenêtre pour la reprendre, ou supprimez-la.</translation>
    </message>
    <message>
        <source>What was there before is kept: {0}.</source>
        <translation>Ce qui s’y trouvait avant est conservé&#xa0;: {0}.</translation>
    </message>
    <message>
        <source>{0} cannot be written ({1}): all decoded recordings are held in memory. Check the folder&apos;s rights.</source>
        <translation>Impossible d’écrire dans {0} ({1})&#xa0;: tous les enregistrements décodés restent en mémoire. Vérifiez les droits du dossier.</translation>
    </message>
    <message>
        <source>{0}: has no checked time and is left out</source>
        <translation>{0}&#xa0;: aucun temps vérifié, laissé de côté</translation>
    </message>
    <message>
        <source>{0} artists are too few for lists to validate and to test on</source>
        <translation>{0} artistes sont trop peu pour des listes de validation et de test</translation>
    </message>
    <message>
        <source>{0} and {1} more</source>
        <translation>{0} et {1} autres</translation>
    </message>
    <message numerus="yes">
        <source>The artist of %n song(s) is not known: lists may share one unseen. Name it under “{0}”: {1}</source>
        <translation>
            <numerusform>L’artiste d’un morceau n’est pas connu&#xa0;: des listes peuvent le partager sans qu’on le voie. Nommez-le sous «&#xa0;{0}&#xa0;»&#xa0;: {1}</numerusform>
            <numerusform>Les artistes de %n morceaux ne sont pas connus&#xa0;: des listes peuvent en partager un sans qu’on le voie. Nommez-les sous «&#xa0;{0}&#xa0;»&#xa0;: {1}</numerusform>
        </translation>
    </message>
    <message>
        <source>Artists</source>
        <translation>Artistes</translation>
    </message>
    <message>
        <source>{0}: too short to learn from; an example takes {1} s.</source>
        <translation>{0}&#xa0;: trop court pour en apprendre&#xa0;; un exemple demande {1}&#xa0;s.</translation>
    </message>
    <message>
        <source>{0}: nothing is checked, so nothing is learned from it.</source>
        <translation>{0}&#xa0;: rien n’est vérifié, donc rien n’en est appris.</translation>
    </message>
    <message>
        <source>{0}: all that is checked is sung. Check the music between, too.</source>
        <translation>{0}&#xa0;: tout ce qui est vérifié est chanté. Vérifiez aussi la musique entre les chants.</translation>
    </message>
    <message>
        <source>Nobody sings in what is checked, so nothing is learned of singing. Check stretches with singing, too.</source>
        <translation>Personne ne chante dans ce qui est vérifié, donc rien n’est appris du chant. Vérifiez aussi des passages chantés.</translation>
    </message>
    <message>
        <source>Somebody sings in all that is checked: without music that nobody sings to, a model learns to call everything singing. Check stretches without singing, or add a data set that has some.</source>
        <translation>Quelqu’un chante dans tout ce qui est vérifié&#xa0;: sans musique où personne ne chante, un modèle apprend à tout appeler chant. Vérifiez des passages sans chant, ou ajoutez un jeu de données qui en a.</translation>
    </message>
    <message>
        <source>Only {0} s with singing are checked in all. Check more, so that there is enough.</source>
        <translation>En tout, {0}&#xa0;s seulement sont vérifiées avec du chant. Vérifiez-en plus, pour que cela suffise.</translation>
    </message>
    <message>
        <source>Only {0} s without singing are checked in all. Check more, so that there is enough.</source>
        <translation>En tout, {0}&#xa0;s seulement sont vérifiées sans chant. Vérifiez-en plus, pour que cela suffise.</translation>
    </message>
    <message>
        <source>{0} of {1} songs are used as corrected in the window, in checked time only, whatever label files say: {2}.</source>
        <translation>{0} morceaux sur {1} sont pris tels que corrigés dans la fenêtre, dans le temps vérifié seulement, quoi que disent les fichiers d’étiquettes&#xa0;: {2}.</translation>
    </message>
    <message>
        <source>There are {0} more such copies.</source>
        <translation>Il y a encore {0} copies de ce genre.</translation>
    </message>
    <message>
        <source>{0} of {1} sound files in {2} were not corrected in the window and are left out.</source>
        <translation>{0} fichiers son sur {1} dans {2} n’ont pas été corrigés dans la fenêtre et sont laissés de côté.</translation>
    </message>
    <message>
        <source>Not compared: “{0}” was made for another front end.</source>
        <translation>Pas de comparaison&#xa0;: «&#xa0;{0}&#xa0;» a été fait pour un autre prétraitement.</translation>
    </message>
    <message>
        <source>Not compared with “{0}”: nothing is checked in the songs kept aside.</source>
        <translation>Pas de comparaison avec «&#xa0;{0}&#xa0;»&#xa0;: rien n’est vérifié dans les morceaux mis de côté.</translation>
    </message>
    <message>
        <source>The new model was not compared with the old one: {0}</source>
        <translation>Le nouveau modèle n’a pas été comparé à l’ancien&#xa0;: {0}</translation>
    </message>
    <message>
        <source>Not compared with “{0}”: there is no song that it has not learned from and that could be kept aside. Correct songs that are new to it.</source>
        <translation>Pas de comparaison avec «&#xa0;{0}&#xa0;»&#xa0;: il n’y a aucun morceau dont il n’a pas appris et qui pourrait être mis de côté. Corrigez des morceaux nouveaux pour lui.</translation>
    </message>
    <message>
        <source>whether this processor has bfloat16 arithmetic cannot be found out here; if it lacks it, a training takes about ten times as long as with float32</source>
        <translation>impossible de savoir ici si ce processeur calcule en bfloat16&#xa0;; sinon, un entraînement dure environ dix fois plus longtemps qu’en float32</translation>
    </message>
    <message>
        <source>this graphics card lacks bfloat16 arithmetic: a training may take longer with it than with float32</source>
        <translation>cette carte graphique ne calcule pas en bfloat16&#xa0;: un entraînement peut y durer plus longtemps qu’en float32</translation>
    </message>
    <message>
        <source>this processor lacks bfloat16 arithmetic: with it a training takes about ten times as long as with float32</source>
        <translation>ce processeur ne calcule pas en bfloat16&#xa0;: un entraînement y dure environ dix fois plus longtemps qu’en float32</translation>
    </message>
    <message>
        <source>no CUDA graph ({0})</source>
        <translation>pas de graphe CUDA ({0})</translation>
    </message>
    <message>
        <source>no CUDA graph ({0}); the training goes on without it</source>
        <translation>pas de graphe CUDA ({0})&#xa0;; l’entraînement continue sans lui</translation>
    </message>
    <message>
        <source>As it is</source>
        <translation>Tels quels</translation>
    </message>
    <message>
        <source>The unchanged recordings, which all other figures are to be compared with.</source>
        <translation>Les enregistrements inchangés, auxquels tous les autres chiffres sont à comparer.</translation>
    </message>
    <message>
        <source>Input level</source>
        <translation>Niveau d&apos;entrée</translation>
    </message>
    <message>
        <source>The recordings, softer and louder. Samples are rounded to 16 bits without dither and clipped at full scale, as in a WAV file; so above 0 dB loud passages are distorted as well.</source>
        <translation>Les enregistrements, moins forts et plus forts. Les échantillons sont arrondis à 16 bits sans dither et écrêtés à pleine échelle, comme dans un fichier WAV ; au-dessus de 0 dB, les passages forts sont donc aussi distordus.</translation>
    </message>
    <message>
        <source>Voice against accompaniment</source>
        <translation>Voix et accompagnement</translation>
    </message>
    <message>
        <source>Stems mixed at a given ratio of voice to accompaniment, measured where somebody sings. Every mix has the power of the original one; nothing is clipped; labels stay as they are.</source>
        <translation>Pistes mélangées avec un rapport donné de la voix à l&apos;accompagnement, mesuré là où l&apos;on chante. Chaque mélange a la puissance de l&apos;original ; rien n&apos;est écrêté ; les étiquettes restent comme elles sont.</translation>
    </message>
    <message>
        <source>Recordings in which nobody sings: every frame taken for singing is a false alarm. Files with speech, going by the names of files and folders, are counted separately.</source>
        <translation>Enregistrements où personne ne chante : chaque trame prise pour du chant est une fausse alarme. Les fichiers de parole, d&apos;après les noms de fichiers et de dossiers, sont comptés à part.</translation>
    </message>
    <message>
        <source>Wiggly lines</source>
        <translation>Lignes ondulées</translation>
    </message>
    <message>
        <source>Harmonic tones whose spectrum is not that of a voice (harmonic k has the amplitude 1/k, up to 8 kHz; 20 dB below full scale) at four pitches: steady, with vibrato, rising and falling at a constant slope, and gliding from note to note. Nobody sings, so every frame taken for singing is a false alarm. The interval is over the four pitches.</source>
        <translation>Sons harmoniques dont le spectre n&apos;est pas celui d&apos;une voix (l&apos;harmonique k a l&apos;amplitude 1/k, jusqu&apos;à 8 kHz ; 20 dB sous la pleine échelle) à quatre hauteurs : stables, avec vibrato, montant et descendant à pente constante, et glissant de note en note. Personne ne chante : chaque trame prise pour du chant est une fausse alarme. L&apos;intervalle porte sur les quatre hauteurs.</translation>
    </message>
    <message>
        <source>White, pink and brown noise added to the recording, at a level given relative to it. Pink noise is as strong in every octave, brown noise falls by 6 dB from octave to octave. A detector should not care: nobody hears noise at -60 dB, and at -35 dB it hisses as a cassette does.</source>
        <translation>Bruit blanc, rose et brun ajouté à l&apos;enregistrement, à un niveau relatif à celui-ci. Le bruit rose est aussi fort dans chaque octave, le bruit brun baisse de 6 dB par octave. Un détecteur ne devrait pas en tenir compte : personne n&apos;entend un bruit à -60 dB, et à -35 dB il souffle comme une cassette.</translation>
    </message>
    <message>
        <source>After mp3</source>
        <translation>Après mp3</translation>
    </message>
    <message>
        <source>The recording encoded and decoded by LAME, in mono, at the sample rate of the network. The codec&apos;s delay is removed, so labels stay in place. The single channel gets all bits; in a stereo file each channel would get about half of them.</source>
        <translation>L&apos;enregistrement codé et décodé par LAME, en mono, à la fréquence d&apos;échantillonnage du réseau. Le retard du codec est retiré : les étiquettes restent en place. Le canal unique reçoit tous les bits ; dans un fichier stéréo, chaque canal en aurait environ la moitié.</translation>
    </message>
    <message>
        <source>After AAC, Opus and Vorbis</source>
        <translation>Après AAC, Opus et Vorbis</translation>
    </message>
    <message>
        <source>The recording encoded and decoded, in mono, and aligned again, so labels stay in place. Vorbis is given how strongly to compress (100 %: about 20 kbit/s), the others bit rates.</source>
        <translation>L&apos;enregistrement codé, décodé en mono et réaligné : les étiquettes restent en place. Pour Vorbis, on donne la force de la compression (100 % : environ 20 kbit/s), pour les autres le débit.</translation>
    </message>
    <message>
        <source>Reverberation</source>
        <translation>Réverbération</translation>
    </message>
    <message>
        <source>The whole recording with reverberation: direct sound, then noise that decays exponentially. Near: the direct sound has 6 dB more energy than the reverberation; far: 3 dB less. Labels stay as they are, so reverberation after a phrase counts as no singing. The power is that of the recording; nothing is clipped.</source>
        <translation>Tout l&apos;enregistrement avec réverbération : son direct, puis bruit qui décroît exponentiellement. Proche : le son direct a 6 dB d&apos;énergie de plus que la réverbération ; loin : 3 dB de moins. Les étiquettes restent comme elles sont : la réverbération après une phrase compte comme absence de chant. La puissance est celle de l&apos;enregistrement ; rien n&apos;est écrêté.</translation>
    </message>
    <message>
        <source>no augmentation</source>
        <translation>sans augmentation</translation>
    </message>
    <message>
        <source>dropout</source>
        <translation>dropout</translation>
    </message>
    <message>
        <source>Gaussian noise</source>
        <translation>bruit gaussien</translation>
    </message>
    <message>
        <source>pitch shift</source>
        <translation>hauteur</translation>
    </message>
    <message>
        <source>time stretch</source>
        <translation>étirement temporel</translation>
    </message>
    <message>
        <source>loudness</source>
        <translation>volume</translation>
    </message>
    <message>
        <source>frequency filter</source>
        <translation>filtre de fréquences</translation>
    </message>
    <message>
        <source>mixing with negatives</source>
        <translation>mélange avec des négatifs</translation>
    </message>
    <message>
        <source>combined</source>
        <translation>combiné</translation>
    </message>
    <message>
        <source>(pitch, time, filter)</source>
        <translation>(hauteur, temps, filtre)</translation>
    </message>
    <message>
        <source>The answers of the network (logits) are divided by {0}, its temperature, before they become probabilities.</source>
        <translation>Les réponses du réseau (logits) sont divisées par {0}, sa température, avant de devenir des probabilités.</translation>
    </message>
    <message>
        <source>The curve is smoothed by a sliding median of {0} s ({1} frames).</source>
        <translation>La courbe est lissée par une médiane glissante de {0} s ({1} trames).</translation>
    </message>
    <message>
        <source>Gaps shorter than {0} s are closed.</source>
        <translation>Les intervalles plus courts que {0} s sont fermés.</translation>
    </message>
    <message>
        <source>Regions shorter than {0} s are left out.</source>
        <translation>Les régions plus courtes que {0} s sont laissées de côté.</translation>
    </message>
    <message>
        <source>A region needs a place above {0}, and lasts as long as the curve is above {1}.</source>
        <translation>Une région a besoin d&apos;un point au-dessus de {0} et dure tant que la courbe est au-dessus de {1}.</translation>
    </message>
    <message>
        <source>Singing is where the curve is above a threshold of the song&apos;s own: {0}, moved by the share {1} towards the one that separates its high from its low probabilities best, but never below {2}.</source>
        <translation>Il y a du chant là où la courbe est au-dessus d&apos;un seuil propre au morceau&#xa0;: {0}, rapproché de la part {1} de celui qui sépare le mieux ses probabilités hautes des basses, mais jamais sous {2}.</translation>
    </message>
    <message>
        <source>Singing is the most likely course around the threshold {0}, where each change between singing and not singing costs {1}: the higher, the longer regions and gaps last.</source>
        <translation>Le chant est le parcours le plus probable autour du seuil {0}, chaque passage entre chant et absence de chant coûtant {1} : plus c&apos;est élevé, plus régions et intervalles durent.</translation>
    </message>
    <message>
        <source>Singing is where the curve is above {0}.</source>
        <translation>Il y a du chant là où la courbe est au-dessus de {0}.</translation>
    </message>
    <message>
        <source>Starts are moved {0} ms later.</source>
        <translation>Les débuts sont retardés de {0} ms.</translation>
    </message>
    <message>
        <source>Starts are moved {0} ms earlier.</source>
        <translation>Les débuts sont avancés de {0} ms.</translation>
    </message>
    <message>
        <source>Ends are moved {0} ms later.</source>
        <translation>Les fins sont retardées de {0} ms.</translation>
    </message>
    <message>
        <source>Ends are moved {0} ms earlier.</source>
        <translation>Les fins sont avancées de {0} ms.</translation>
    </message>
    <message>
        <source>model</source>
        <translation>modèle</translation>
    </message>
    <message>
        <source>by hand</source>
        <translation>à la main</translation>
    </message>
    <message>
        <source>from a file</source>
        <translation>d&apos;un fichier</translation>
    </message>
    <message>
        <source>not detected yet</source>
        <translation>pas encore détecté</translation>
    </message>
    <message>
        <source>theirs</source>
        <translation>les autres</translation>
    </message>
    <message>
        <source>differs</source>
        <translation>diffère</translation>
    </message>
    <message>
        <source>probability</source>
        <translation>probabilité</translation>
    </message>
    <message>
        <source>smoothed probability</source>
        <translation>probabilité lissée</translation>
    </message>
    <message>
        <source>before smoothing</source>
        <translation>avant lissage</translation>
    </message>
    <message>
        <source>unsmoothed</source>
        <translation>non lissée</translation>
    </message>
    <message>
        <source>threshold</source>
        <translation>seuil</translation>
    </message>
    <message>
        <source>{0} to {1} ({2} s)</source>
        <translation>{0} à {1} ({2} s)</translation>
    </message>
    <message>
        <source>From the model</source>
        <translation>Du modèle</translation>
    </message>
    <message>
        <source>Set by hand</source>
        <translation>Posée à la main</translation>
    </message>
    <message>
        <source>From a file</source>
        <translation>D&apos;un fichier</translation>
    </message>
    <message>
        <source>{0} % sure of singing</source>
        <translation>{0}&#xa0;% sûr qu&apos;il y a du chant</translation>
    </message>
    <message>
        <source>Checked</source>
        <translation>Vérifié</translation>
    </message>
    <message>
        <source>&amp;Compare</source>
        <translation>&amp;Comparer</translation>
    </message>
    <message>
        <source>With a &amp;Label File…</source>
        <translation>Avec un &amp;fichier d&apos;étiquettes…</translation>
    </message>
    <message>
        <source>With a Cop&amp;y of the Annotation…</source>
        <translation>Avec une cop&amp;ie de l&apos;annotation…</translation>
    </message>
    <message>
        <source>With Another &amp;Model…</source>
        <translation>Avec un autre &amp;modèle…</translation>
    </message>
    <message>
        <source>With an &amp;Earlier State…</source>
        <translation>Avec un état &amp;antérieur…</translation>
    </message>
    <message>
        <source>Choose it in the history</source>
        <translation>Choisissez-le dans l&apos;historique</translation>
    </message>
    <message>
        <source>&amp;Stop Comparing</source>
        <translation>A&amp;rrêter la comparaison</translation>
    </message>
    <message>
        <source>&amp;Next Difference</source>
        <translation>Différence &amp;suivante</translation>
    </message>
    <message>
        <source>&amp;Previous Difference</source>
        <translation>Différence &amp;précédente</translation>
    </message>
    <message>
        <source>&amp;Take Theirs</source>
        <translation>Prendre &amp;les autres</translation>
    </message>
    <message>
        <source>&amp;Keep Mine</source>
        <translation>&amp;Garder les miennes</translation>
    </message>
    <message>
        <source>or</source>
        <comment>between two keys</comment>
        <translation>ou</translation>
    </message>
    <message>
        <source>Replace {0}?</source>
        <translation>Remplacer {0}&#xa0;?</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Remplacer</translation>
    </message>
    <message>
        <source>“{0}” counts as not sung; Regions &gt; Labels can say otherwise</source>
        <translation>«&#xa0;{0}&#xa0;» compte comme non chanté&#xa0;; Régions &gt; Étiquettes peut en décider autrement</translation>
    </message>
    <message>
        <source>“{0}” leaves open whether somebody sings; Regions &gt; Labels can say otherwise</source>
        <translation>«&#xa0;{0}&#xa0;» laisse ouvert si quelqu&apos;un chante&#xa0;; Régions &gt; Étiquettes peut en décider autrement</translation>
    </message>
    <message>
        <source>“{0}” is no known word, so it counts as sung; Regions &gt; Labels can say otherwise</source>
        <translation>«&#xa0;{0}&#xa0;» n&apos;est pas un mot connu et compte donc comme chanté&#xa0;; Régions &gt; Étiquettes peut en décider autrement</translation>
    </message>
    <message>
        <source>“{0}” counts as sung; Regions &gt; Labels can say otherwise</source>
        <translation>«&#xa0;{0}&#xa0;» compte comme chanté&#xa0;; Régions &gt; Étiquettes peut en décider autrement</translation>
    </message>
    <message>
        <source>{0} – {1} selected, {2} s</source>
        <translation>{0} – {1} sélectionné, {2} s</translation>
    </message>
    <message numerus="yes">
        <source>%n regions, {0} in all</source>
        <translation>
            <numerusform>%n région, {0}</numerusform>
            <numerusform>%n régions, {0} en tout</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Songs</source>
        <translation>&amp;Morceaux</translation>
    </message>
    <message>
        <source>&amp;List of Songs</source>
        <translation>&amp;Liste des morceaux</translation>
    </message>
    <message>
        <source>&amp;Find Songs</source>
        <translation>&amp;Chercher des morceaux</translation>
    </message>
    <message>
        <source>&amp;Next Song</source>
        <translation>Morceau &amp;suivant</translation>
    </message>
    <message>
        <source>&amp;Previous Song</source>
        <translation>Morceau &amp;précédent</translation>
    </message>
    <message>
        <source>Status by What Is &amp;Checked</source>
        <translation>État selon ce qui est &amp;vérifié</translation>
    </message>
    <message>
        <source>Set Status: &amp;Unseen</source>
        <translation>Définir l&apos;état : &amp;non vu</translation>
    </message>
    <message>
        <source>Set Status: In &amp;Work</source>
        <translation>Définir l&apos;état : en c&amp;ours</translation>
    </message>
    <message>
        <source>Set Status: Chec&amp;ked</source>
        <translation>Définir l&apos;état : véri&amp;fié</translation>
    </message>
    <message>
        <source>Edit N&amp;ote</source>
        <translation>Modifier la no&amp;te</translation>
    </message>
    <message>
        <source>In the list of songs: F2</source>
        <translation>Dans la liste des morceaux : F2</translation>
    </message>
    <message>
        <source>Check What Teaches &amp;Most</source>
        <translation>Vérifier ce qui apprend le pl&amp;us</translation>
    </message>
    <message>
        <source>Go through the stretches of all songs in which a correction is worth most: where the model is
unsure, where models disagree, and where the model contradicts what is checked</source>
        <translation>Parcourir les passages de tous les morceaux où une correction vaut le plus : là où le modèle
hésite, où des modèles divergent, et où le modèle contredit ce qui est vérifié</translation>
    </message>
    <message>
        <source>Acce&amp;pt Stretch of the Queue</source>
        <translation>Acce&amp;pter le passage de la file</translation>
    </message>
    <message>
        <source>Mark it as checked as it stands, and go to the next one</source>
        <translation>Le marquer comme vérifié tel quel et passer au suivant</translation>
    </message>
    <message>
        <source>&amp;Skip Stretch of the Queue</source>
        <translation>&amp;Sauter le passage de la file</translation>
    </message>
    <message>
        <source>Leave it as it is, and go to the next one</source>
        <translation>Le laisser tel quel et passer au suivant</translation>
    </message>
    <message>
        <source>&amp;Back in the Queue</source>
        <translation>Reve&amp;nir dans la file</translation>
    </message>
    <message>
        <source>Show the stretch again that was accepted or skipped last</source>
        <translation>Montrer à nouveau le passage accepté ou sauté en dernier</translation>
    </message>
    <message>
        <source>What the Model Decides Ot&amp;herwise…</source>
        <translation>Ce que le modèle décide &amp;autrement…</translation>
    </message>
    <message>
        <source>What the model in use decides otherwise than the one before, in all songs of the folder</source>
        <translation>Ce que le modèle en service décide autrement que le précédent, dans tous les morceaux du dossier</translation>
    </message>
    <message>
        <source>&amp;Detect in All Listed Songs</source>
        <translation>&amp;Détecter dans tous les morceaux listés</translation>
    </message>
    <message>
        <source>E&amp;xport All Listed Songs…</source>
        <translation>E&amp;xporter tous les morceaux listés…</translation>
    </message>
    <message>
        <source>&amp;Import Labels for All Listed Songs…</source>
        <translation>&amp;Importer des étiquettes pour tous les morceaux listés…</translation>
    </message>
    <message>
        <source>P&amp;ause or Resume</source>
        <translation>Suspendre ou &amp;reprendre</translation>
    </message>
    <message>
        <source>Canc&amp;el Work on Many Songs</source>
        <translation>&amp;Annuler le travail sur plusieurs morceaux</translation>
    </message>
    <message>
        <source>Look for Chan&amp;ges</source>
        <translation>Chercher les chan&amp;gements</translation>
    </message>
    <message>
        <source>Close Folde&amp;r</source>
        <translation>Fermer le dossi&amp;er</translation>
    </message>
    <message numerus="yes">
        <source>For %n song(s) of the list:</source>
        <translation>
            <numerusform>Pour %n morceau de la liste :</numerusform>
            <numerusform>Pour %n morceaux de la liste :</numerusform>
        </translation>
    </message>
    <message>
        <source>Export All</source>
        <translation>Tout exporter</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exporter</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>Folder:</source>
        <translation>Dossier :</translation>
    </message>
    <message>
        <source>&amp;Replace files that are there, and keep the old ones (.bak)</source>
        <translation>&amp;Remplacer les fichiers existants et garder les anciens (.bak)</translation>
    </message>
    <message>
        <source>Songs without an annotation are named at the end. Files that are there stay.</source>
        <translation>Les morceaux sans annotation sont nommés à la fin. Les fichiers existants restent.</translation>
    </message>
    <message>
        <source>Import Labels for All</source>
        <translation>Importer des étiquettes pour tous</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Importer</translation>
    </message>
    <message>
        <source>Labels:</source>
        <translation>Étiquettes :</translation>
    </message>
    <message>
        <source>&amp;Replace also what people have set or checked</source>
        <translation>&amp;Remplacer aussi ce que des personnes ont défini ou vérifié</translation>
    </message>
    <message>
        <source>Labels have their song&apos;s name, in the folder or in sub-folders like those of the songs. Each import is one step in the song&apos;s history and can be undone there.</source>
        <translation>Les étiquettes portent le nom de leur morceau, dans le dossier ou dans des sous-dossiers comme ceux des morceaux. Chaque import est une étape de l&apos;historique du morceau et peut y être annulé.</translation>
    </message>
    <message>
        <source>nothing checked</source>
        <translation>rien de vérifié</translation>
    </message>
    <message>
        <source>Only checked time is learned from, and measured.</source>
        <translation>On n’apprend que du temps vérifié, et on ne mesure que lui.</translation>
    </message>
    <message>
        <source>kept aside</source>
        <translation>mis de côté</translation>
    </message>
    <message>
        <source>learned from</source>
        <translation>appris</translation>
    </message>
    <message>
        <source>From now on, “{0}” is learned from: scores of new models cannot be compared with those of before.</source>
        <translation>Désormais, on apprend de «&#xa0;{0}&#xa0;»&#xa0;: les scores des nouveaux modèles ne se comparent plus à ceux d’avant.</translation>
    </message>
    <message>
        <source>From now on, “{0}” is kept aside: models that have learned from it score too well on it.</source>
        <translation>Désormais, «&#xa0;{0}&#xa0;» est mis de côté&#xa0;: les modèles qui en ont appris y ont de trop bons scores.</translation>
    </message>
    <message>
        <source>Moved by hand on {0}.</source>
        <translation>Changé à la main le {0}.</translation>
    </message>
    <message>
        <source>As in the trainings before, so that their models can be compared.</source>
        <translation>Comme dans les entraînements précédents, pour que leurs modèles se comparent.</translation>
    </message>
    <message>
        <source>As its artist in the trainings before, so that their models can be compared.</source>
        <translation>Comme son artiste dans les entraînements précédents, pour que leurs modèles se comparent.</translation>
    </message>
    <message>
        <source>The model to go on from has learned from it.</source>
        <translation>Le modèle à partir duquel on continue en a appris.</translation>
    </message>
    <message>
        <source>New: a quarter of the checked time is kept aside, by artist, or by song if there are few artists.</source>
        <translation>Nouveau&#xa0;: un quart du temps vérifié est mis de côté, par artiste, ou par morceau s’il y a peu d’artistes.</translation>
    </message>
    <message>
        <source>Exported {0}</source>
        <translation>{0} exporté</translation>
    </message>
    <message>
        <source>; the old file is {0}</source>
        <translation>; l&apos;ancien fichier est {0}</translation>
    </message>
    <message>
        <source>Mean distance from labelled edges, old and new model: starts {0} and {1}, ends {2} and {3}.</source>
        <translation>Écart moyen aux bords étiquetés, ancien et nouveau modèle&#xa0;: débuts {0} et {1}, fins {2} et {3}.</translation>
    </message>
    <message>
        <source>{0} % of this time was accepted as “{1}” proposed it, where it hardly errs: its error is too small.</source>
        <translation>{0} % de ce temps ont été acceptés comme «&#xa0;{1}&#xa0;» l’avait proposé&#xa0;; il ne s’y trompe guère, son erreur est donc trop faible.</translation>
    </message>
    <message numerus="yes">
        <source>“{0}” has learned from %n of them; on new songs it does worse.</source>
        <translation>
            <numerusform>«&#xa0;{0}&#xa0;» a appris de %n d’entre eux&#xa0;; sur de nouveaux morceaux il est moins bon.</numerusform>
            <numerusform>«&#xa0;{0}&#xa0;» a appris de %n d’entre eux&#xa0;; sur de nouveaux morceaux il est moins bon.</numerusform>
        </translation>
    </message>
    <message>
        <source>“{0}” {1} % of frames wrong ({2} to {3})</source>
        <translation>«&#xa0;{0}&#xa0;» {1}&#xa0;% de trames fausses ({2} à {3})</translation>
    </message>
    <message>
        <source>the new model {0} % of frames wrong ({1} to {2})</source>
        <translation>le nouveau modèle {0}&#xa0;% de trames fausses ({1} à {2})</translation>
    </message>
    <message numerus="yes">
        <source>On %n songs kept aside ({0} min): {1}; {2}.</source>
        <translation>
            <numerusform>Sur %n morceau mis de côté ({0} min)&#xa0;: {1}&#xa0;; {2}.</numerusform>
            <numerusform>Sur %n morceaux mis de côté ({0} min)&#xa0;: {1}&#xa0;; {2}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>On %n songs left out in turn ({0} min): {1}; {2}.</source>
        <translation>
            <numerusform>Sur %n morceau laissé de côté ({0} min)&#xa0;: {1}&#xa0;; {2}.</numerusform>
            <numerusform>Sur %n morceaux laissés de côté tour à tour ({0} min)&#xa0;: {1}&#xa0;; {2}.</numerusform>
        </translation>
    </message>
    <message>
        <source>The two are equally good.</source>
        <translation>Les deux se valent.</translation>
    </message>
    <message>
        <source>The new model is worse, but chance alone may make that difference.</source>
        <translation>Le nouveau modèle est moins bon, mais le hasard seul peut faire cette différence.</translation>
    </message>
    <message>
        <source>The new model is worse.</source>
        <translation>Le nouveau modèle est moins bon.</translation>
    </message>
    <message>
        <source>The new model is better, but chance alone may make that difference.</source>
        <translation>Le nouveau modèle est meilleur, mais le hasard seul peut faire cette différence.</translation>
    </message>
    <message>
        <source>The new model is better.</source>
        <translation>Le nouveau modèle est meilleur.</translation>
    </message>
    <message>
        <source>“{0}” has learned from other songs by its artist.</source>
        <translation>«&#xa0;{0}&#xa0;» a appris d’autres morceaux du même artiste.</translation>
    </message>
    <message numerus="yes">
        <source>“{0}” has learned from other songs by the artists of %n of them.</source>
        <translation>
            <numerusform>«&#xa0;{0}&#xa0;» a appris d’autres morceaux des artistes de %n d’entre eux.</numerusform>
            <numerusform>«&#xa0;{0}&#xa0;» a appris d’autres morceaux des artistes de %n d’entre eux.</numerusform>
        </translation>
    </message>
    <message>
        <source>The new model has learned from other songs by its artist.</source>
        <translation>Le nouveau modèle a appris d’autres morceaux du même artiste.</translation>
    </message>
    <message numerus="yes">
        <source>The new model has learned from other songs by the artists of %n of them.</source>
        <translation>
            <numerusform>Le nouveau modèle a appris d’autres morceaux des artistes de %n d’entre eux.</numerusform>
            <numerusform>Le nouveau modèle a appris d’autres morceaux des artistes de %n d’entre eux.</numerusform>
        </translation>
    </message>
    <message>
        <source>This format holds everything.</source>
        <translation>Ce format contient tout.</translation>
    </message>
    <message>
        <source>This format cannot hold: {0}. All of it stays in the song&apos;s own annotation.</source>
        <translation>Ce format ne peut pas contenir&#xa0;: {0}. Tout cela reste dans l&apos;annotation du morceau.</translation>
    </message>
</context>
<context>
    <name>AboutDialog</name>
    <message>
        <source>About SVD Studio</source>
        <translation>À propos de SVD Studio</translation>
    </message>
    <message>
        <source>Version {0}</source>
        <translation>Version {0}</translation>
    </message>
    <message>
        <source>Finds the singing in songs, lets you correct it, and learns from your corrections.</source>
        <translation>Trouve le chant dans les morceaux, vous laisse corriger et apprend de vos corrections.</translation>
    </message>
    <message>
        <source>After J. Schlüter and T. Grill, “Exploring Data Augmentation for Improved
Singing Voice Detection with Neural Networks”, ISMIR 2015.</source>
        <translation>D&apos;après J. Schlüter et T. Grill, «&#xa0;Exploring Data Augmentation for Improved
Singing Voice Detection with Neural Networks&#xa0;», ISMIR 2015.</translation>
    </message>
</context>
<context>
    <name>AdvancedRows</name>
    <message>
        <source>Advanced</source>
        <translation>Avancé</translation>
    </message>
    <message>
        <source>All other parameters of the training that this preset uses</source>
        <translation>Tous les autres paramètres d&apos;entraînement que ce préréglage utilise</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Entraînement</translation>
    </message>
    <message>
        <source>Augmentation</source>
        <translation>Augmentation</translation>
    </message>
    <message>
        <source>Stretches</source>
        <translation>Passages</translation>
    </message>
</context>
<context>
    <name>AnnotationCopies</name>
    <message>
        <source>Merge a Copy</source>
        <translation>Fusionner une copie</translation>
    </message>
    <message>
        <source>Open {0}</source>
        <translation>Ouvrir {0}</translation>
    </message>
    <message>
        <source>{0}: its song, {1}, is not beside it. Put it there, or open the song and then Edit &gt; Merge a Copy.</source>
        <translation>{0}&#xa0;: son morceau, {1}, n&apos;est pas à côté. Mettez-le là, ou ouvrez le morceau puis Édition &gt; Fusionner une copie.</translation>
    </message>
</context>
<context>
    <name>Batch</name>
    <message numerus="yes">
        <source>… and %n more</source>
        <translation>
            <numerusform>… et %n de plus</numerusform>
            <numerusform>… et %n de plus</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0}: %n song(s) left out.</source>
        <translation>
            <numerusform>{0} : %n morceau laissé de côté.</numerusform>
            <numerusform>{0} : %n morceaux laissés de côté.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0}: %n song(s) failed.</source>
        <translation>
            <numerusform>{0} : échec pour %n morceau.</numerusform>
            <numerusform>{0} : échec pour %n morceaux.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BatchBar</name>
    <message>
        <source>Progress</source>
        <translation>Progression</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Suspendre</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Reprendre</translation>
    </message>
    <message numerus="yes">
        <source>{1} of %n song(s), paused: {0}</source>
        <translation>
            <numerusform>{1} morceau sur un, en pause : {0}</numerusform>
            <numerusform>{1} morceaux sur %n, en pause : {0}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{1} of %n song(s), about {2} min left: {0}</source>
        <translation>
            <numerusform>{1} morceau sur un, encore {2} min environ : {0}</numerusform>
            <numerusform>{1} morceaux sur %n, encore {2} min environ : {0}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{1} of %n song(s): {0}</source>
        <translation>
            <numerusform>{1} sur %n morceau&#xa0;: {0}</numerusform>
            <numerusform>{1} sur %n morceaux&#xa0;: {0}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Reading {0} of %n song(s)</source>
        <translation>
            <numerusform>{0} morceau lu sur %n</numerusform>
            <numerusform>{0} morceaux lus sur %n</numerusform>
        </translation>
    </message>
    <message>
        <source>Looking for changes</source>
        <translation>Recherche de changements</translation>
    </message>
</context>
<context>
    <name>ChangesDialog</name>
    <message>
        <source>Changes</source>
        <translation>Changements</translation>
    </message>
    <message>
        <source>Enter opens the song at the place and plays it.</source>
        <translation>Entrée ouvre le morceau à cet endroit et le joue.</translation>
    </message>
    <message>
        <source>What “{0}” Changes</source>
        <translation>Ce que change « {0} »</translation>
    </message>
    <message numerus="yes">
        <source>in %n song(s)</source>
        <translation>
            <numerusform>dans un morceau</numerusform>
            <numerusform>dans %n morceaux</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s)</source>
        <translation>
            <numerusform>un changement</numerusform>
            <numerusform>%n changements</numerusform>
        </translation>
    </message>
    <message>
        <source>“{0}” instead of “{1}”: {2} {3}, {4} more singing and {5} less.</source>
        <translation>« {0} » au lieu de « {1} » : {2} {3}, {4} de chant en plus et {5} en moins.</translation>
    </message>
    <message>
        <source>By what is checked, {0} of them are right and {1} wrong.</source>
        <translation>D’après ce qui est vérifié, {0} sont justes et {1} fausses.</translation>
    </message>
    <message>
        <source>Songs that it learned from make it look better than it is.</source>
        <translation>Les morceaux dont il a appris le font paraître meilleur qu’il n’est.</translation>
    </message>
    <message numerus="yes">
        <source>%n song(s) could not be compared.</source>
        <translation>
            <numerusform>Un morceau n’a pas pu être comparé.</numerusform>
            <numerusform>%n morceaux n’ont pas pu être comparés.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ChangesTable</name>
    <message>
        <source>Song</source>
        <translation>Morceau</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Endroit</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Durée</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Maintenant</translation>
    </message>
    <message>
        <source>By what is checked</source>
        <translation>D’après ce qui est vérifié</translation>
    </message>
    <message>
        <source>right</source>
        <translation>juste</translation>
    </message>
    <message>
        <source>wrong</source>
        <translation>faux</translation>
    </message>
    <message>
        <source>singing</source>
        <translation>chant</translation>
    </message>
    <message>
        <source>no singing</source>
        <translation>pas de chant</translation>
    </message>
</context>
<context>
    <name>CheckedTime</name>
    <message>
        <source>Select a region, or put the cursor into one, to mark it as checked</source>
        <translation>Sélectionnez une région, ou placez-y le curseur, pour la marquer comme vérifiée</translation>
    </message>
    <message>
        <source>Mark as not checked</source>
        <translation>Marquer comme non vérifié</translation>
    </message>
    <message>
        <source>Not checked: {0}</source>
        <translation>Non vérifié&#xa0;: {0}</translation>
    </message>
    <message>
        <source>Not marked: the model is still looking for singing here. Press it again when it is done.</source>
        <translation>Non marqué&#xa0;: le modèle cherche encore le chant ici. Appuyez à nouveau quand il aura fini.</translation>
    </message>
    <message>
        <source>Mark as checked</source>
        <translation>Marquer comme vérifié</translation>
    </message>
    <message>
        <source>Checked: {0}</source>
        <translation>Vérifié&#xa0;: {0}</translation>
    </message>
    <message>
        <source>Listening checks nothing here before the model has looked for singing.</source>
        <translation>L&apos;écoute ne vérifie rien ici avant que le modèle ait cherché le chant.</translation>
    </message>
    <message>
        <source>Check by listening</source>
        <translation>Vérifier en écoutant</translation>
    </message>
</context>
<context>
    <name>CommandPalette</name>
    <message>
        <source>Find an Action</source>
        <translation>Trouver une action</translation>
    </message>
    <message>
        <source>Type some letters of what you want to do</source>
        <translation>Tapez quelques lettres de ce que vous voulez faire</translation>
    </message>
    <message>
        <source>Letters of what you want to do</source>
        <translation>Lettres de ce que vous voulez faire</translation>
    </message>
    <message>
        <source>Actions found</source>
        <translation>Actions trouvées</translation>
    </message>
    <message>
        <source>No action has these letters, nor words that begin with them.</source>
        <translation>Aucune action ne contient ces lettres ni de mots qui commencent par elles.</translation>
    </message>
</context>
<context>
    <name>Comparison</name>
    <message>
        <source>No differences</source>
        <translation>Aucune différence</translation>
    </message>
    <message>
        <source>No difference after this</source>
        <translation>Aucune différence après celle-ci</translation>
    </message>
    <message>
        <source>No difference before this</source>
        <translation>Aucune différence avant celle-ci</translation>
    </message>
    <message>
        <source>No differences are left</source>
        <translation>Il ne reste aucune différence</translation>
    </message>
    <message>
        <source>Take theirs</source>
        <translation>Prendre les autres</translation>
    </message>
    <message>
        <source>Keep mine</source>
        <translation>Garder les miennes</translation>
    </message>
    <message>
        <source>Nothing to compare with: choose something in the menu Compare</source>
        <translation>Rien à comparer&#xa0;: choisissez dans le menu Comparer</translation>
    </message>
</context>
<context>
    <name>ComparisonPanel</name>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Previous</source>
        <translation>Précédente</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Suivante</translation>
    </message>
    <message>
        <source>Take theirs</source>
        <translation>Prendre les autres</translation>
    </message>
    <message>
        <source>Keep mine</source>
        <translation>Garder les miennes</translation>
    </message>
    <message>
        <source>Theirs: {0}</source>
        <translation>Les autres&#xa0;: {0}</translation>
    </message>
    <message>
        <source>There is no time of which both say something.</source>
        <translation>Il n&apos;y a pas de temps dont les deux disent quelque chose.</translation>
    </message>
    <message>
        <source>In {0} of checked time</source>
        <translation>Sur {0} de temps vérifié</translation>
    </message>
    <message>
        <source>In {0}, nothing being checked</source>
        <translation>Sur {0}, rien n&apos;étant vérifié</translation>
    </message>
    <message>
        <source>{0} % of frames agree</source>
        <translation>{0} % des trames concordent</translation>
    </message>
    <message>
        <source>kappa {0}</source>
        <translation>kappa {0}</translation>
    </message>
    <message>
        <source>boundaries {0} s apart from mine to theirs, {1} s from theirs to mine (medians)</source>
        <translation>frontières distantes de {0} s des miennes aux autres, {1} s des autres aux miennes (médianes)</translation>
    </message>
    <message>
        <source>{0} % of them within {1} s</source>
        <translation>{0} % d&apos;entre elles à moins de {1} s</translation>
    </message>
    <message>
        <source>only mine has a region of {0} s</source>
        <translation>seules les miennes ont une région de {0} s</translation>
    </message>
    <message>
        <source>only theirs has a region of {0} s</source>
        <translation>seules les autres ont une région de {0} s</translation>
    </message>
    <message>
        <source>theirs starts {0} s later</source>
        <translation>l&apos;autre commence {0} s plus tard</translation>
    </message>
    <message>
        <source>theirs starts {0} s earlier</source>
        <translation>l&apos;autre commence {0} s plus tôt</translation>
    </message>
    <message>
        <source>theirs ends {0} s later</source>
        <translation>l&apos;autre finit {0} s plus tard</translation>
    </message>
    <message>
        <source>theirs ends {0} s earlier</source>
        <translation>l&apos;autre finit {0} s plus tôt</translation>
    </message>
    <message>
        <source>differs for {0} s</source>
        <translation>diffère pendant {0} s</translation>
    </message>
    <message>
        <source>kappa cannot be computed: both always say the same</source>
        <translation>le kappa ne peut être calculé&#xa0;: les deux disent toujours la même chose</translation>
    </message>
    <message>
        <source>, {0} kept</source>
        <translation>, {0} gardées</translation>
    </message>
    <message>
        <source>No differences are left{0}</source>
        <translation>Il ne reste aucune différence{0}</translation>
    </message>
    <message>
        <source>Differences: {0}{1}</source>
        <translation>Différences&#xa0;: {0}{1}</translation>
    </message>
    <message>
        <source>Difference {0} of {1}{2}, at {3}:</source>
        <translation>Différence {0} sur {1}{2}, à {3}&#xa0;:</translation>
    </message>
    <message>
        <source>theirs has another label</source>
        <translation>l&apos;autre a une autre étiquette</translation>
    </message>
    <message>
        <source>one region here, two there</source>
        <translation>une région ici, deux là</translation>
    </message>
</context>
<context>
    <name>ComparisonSources</name>
    <message>
        <source>Compare with Labels</source>
        <translation>Comparer avec des étiquettes</translation>
    </message>
    <message>
        <source>Compare with labels</source>
        <translation>Comparer avec des étiquettes</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Comparer</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Compare with a Copy</source>
        <translation>Comparer avec une copie</translation>
    </message>
    <message>
        <source>Open {0}</source>
        <translation>Ouvrir {0}</translation>
    </message>
    <message>
        <source>{0} is the annotation of another sound, {1}. Choose one of the open song.</source>
        <translation>{0} est l&apos;annotation d&apos;un autre enregistrement, {1}. Choisissez-en une du morceau ouvert.</translation>
    </message>
    <message>
        <source>Compare with a Model</source>
        <translation>Comparer avec un modèle</translation>
    </message>
    <message>
        <source>Models (*.safetensors)</source>
        <translation>Modèles (*.safetensors)</translation>
    </message>
    <message>
        <source>Compare with a model</source>
        <translation>Comparer avec un modèle</translation>
    </message>
    <message>
        <source>Detecting with {0}</source>
        <translation>Détection avec {0}</translation>
    </message>
    <message>
        <source>First state</source>
        <translation>Premier état</translation>
    </message>
</context>
<context>
    <name>CurvePlot</name>
    <message>
        <source>updates</source>
        <translation>mises à jour</translation>
    </message>
    <message>
        <source>update {0}: {1}</source>
        <translation>mise à jour {0}&#xa0;: {1}</translation>
    </message>
</context>
<context>
    <name>DataPage</name>
    <message>
        <source>Songs you corrected</source>
        <translation>Morceaux que vous avez corrigés</translation>
    </message>
    <message>
        <source>Only checked time takes part. Artists kept aside are never learned from: all models are measured on them.</source>
        <translation>Seul le temps vérifié compte. On n’apprend jamais des artistes mis de côté&#xa0;: tous les modèles sont mesurés sur eux.</translation>
    </message>
    <message>
        <source>Data sets</source>
        <translation>Jeux de données</translation>
    </message>
    <message>
        <source>Folders with audio/ and labels/, or with stems to be mixed.</source>
        <translation>Dossiers avec audio/ et labels/, ou avec des pistes à mélanger.</translation>
    </message>
    <message>
        <source>Keep Artist Aside</source>
        <translation>Mettre l’artiste de côté</translation>
    </message>
    <message>
        <source>Keep Only Song Aside</source>
        <translation>Ce morceau seul</translation>
    </message>
    <message>
        <source>Learn From</source>
        <translation>En apprendre</translation>
    </message>
    <message>
        <source>Tick All</source>
        <translation>Tous</translation>
    </message>
    <message>
        <source>Tick None</source>
        <translation>Aucun</translation>
    </message>
    <message>
        <source>Add folder…</source>
        <translation>Ajouter un dossier…</translation>
    </message>
    <message>
        <source>Add Data Set</source>
        <translation>Ajouter un jeu de données</translation>
    </message>
</context>
<context>
    <name>DataSetDialog</name>
    <message>
        <source>Export Data Set</source>
        <translation>Exporter un jeu de données</translation>
    </message>
    <message>
        <source>Songs with checked time become a folder to train from: sound, labels, lists by artist, and hashes. Songs without checked time are left out.</source>
        <translation>Les morceaux qui ont du temps vérifié deviennent un dossier pour l&apos;entraînement&#xa0;: son, étiquettes, listes par artiste et empreintes. Les morceaux sans temps vérifié sont laissés de côté.</translation>
    </message>
    <message>
        <source>Progress of the export</source>
        <translation>Avancement de l&apos;exportation</translation>
    </message>
    <message>
        <source>Looking at the songs…</source>
        <translation>Examen des morceaux…</translation>
    </message>
    <message>
        <source>by tags; or a pattern such as {artist} - *</source>
        <translation>d&apos;après les étiquettes du son&#xa0;; ou un motif comme {artist} - *</translation>
    </message>
    <message>
        <source>such as CC BY 4.0</source>
        <translation>par exemple CC BY 4.0</translation>
    </message>
    <message>
        <source>Linked (takes no room, on the same disk)</source>
        <translation>Lié (ne prend pas de place, sur le même disque)</translation>
    </message>
    <message>
        <source>Linked by name (breaks when the songs move)</source>
        <translation>Lié par nom (rompu si les morceaux sont déplacés)</translation>
    </message>
    <message>
        <source>Copied (takes as much room again)</source>
        <translation>Copié (prend encore autant de place)</translation>
    </message>
    <message>
        <source>Songs below</source>
        <translation>Morceaux sous</translation>
    </message>
    <message>
        <source>Data set</source>
        <translation>Jeu de données</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Licence</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>Son</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Choisir…</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exporter</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>There is no folder of songs of this name.</source>
        <translation>Il n&apos;y a pas de dossier de morceaux de ce nom.</translation>
    </message>
    <message>
        <source>{0}: songs: {1}, artists: {2}, {3} of music, {4} of it checked. Lists: {5}.</source>
        <translation>{0}&#xa0;: morceaux&#xa0;: {1}, artistes&#xa0;: {2}, {3} de musique, dont {4} vérifiées. Listes&#xa0;: {5}.</translation>
    </message>
    <message>
        <source>and {0} more</source>
        <translation>et {0} autres</translation>
    </message>
</context>
<context>
    <name>DataSetJob</name>
    <message>
        <source>The export ended without a result.</source>
        <translation>L&apos;exportation s&apos;est terminée sans résultat.</translation>
    </message>
    <message>
        <source>Export Data Set</source>
        <translation>Exporter un jeu de données</translation>
    </message>
</context>
<context>
    <name>DialogOpener</name>
    <message>
        <source>Export</source>
        <translation>Exporter</translation>
    </message>
    <message>
        <source>Checked around an Edit</source>
        <translation>Temps vérifié autour d&apos;une modification</translation>
    </message>
    <message>
        <source>An edit checks what it changes, and so many seconds before and after it (0 to {0}):</source>
        <translation>Une modification vérifie ce qu&apos;elle change, et tant de secondes avant et après (0 à {0})&#xa0;:</translation>
    </message>
    <message>
        <source>Annotator</source>
        <translation>Annotateur</translation>
    </message>
    <message>
        <source>Your name, which is kept with each of your edits in the history of a song
(empty: {0})</source>
        <translation>Votre nom, gardé avec chacune de vos modifications dans l&apos;historique d&apos;un morceau
(vide&#xa0;: {0})</translation>
    </message>
    <message>
        <source>Open Model</source>
        <translation>Ouvrir un modèle</translation>
    </message>
    <message>
        <source>Models (*.safetensors)</source>
        <translation>Modèles (*.safetensors)</translation>
    </message>
</context>
<context>
    <name>Document</name>
    <message>
        <source>The song is open in another window.</source>
        <translation>Le morceau est ouvert dans une autre fenêtre.</translation>
    </message>
    <message>
        <source>{0} cannot be written ({1}).</source>
        <translation>{0} ne peut pas être écrit ({1}).</translation>
    </message>
    <message>
        <source>{0} cannot be written ({1}). Your corrections are kept in {2} and will be found again.</source>
        <translation>{0} ne peut pas être écrit ({1}). Vos corrections sont gardées dans {2} et seront retrouvées.</translation>
    </message>
    <message>
        <source>Not saved: {0} cannot be written ({1}). Make room or allow writing, then press Ctrl+S.</source>
        <translation>Non enregistré&#xa0;: {0} ne peut pas être écrit ({1}). Faites de la place ou autorisez l&apos;écriture, puis appuyez sur Ctrl+S.</translation>
    </message>
    <message>
        <source>The last edits may not survive a power cut: {0} could not be flushed to disk ({1}).</source>
        <translation>Les dernières modifications pourraient ne pas survivre à une coupure de courant&#xa0;: {0} n&apos;a pas pu être écrit sur le disque ({1}).</translation>
    </message>
</context>
<context>
    <name>DoubtfulReview</name>
    <message>
        <source>Doubtful, {0}. Accept or reject</source>
        <translation>Douteux, {0}. Accepter ou rejeter</translation>
    </message>
    <message>
        <source>Accept doubtful place</source>
        <translation>Accepter le passage douteux</translation>
    </message>
    <message>
        <source>Reject doubtful place</source>
        <translation>Rejeter le passage douteux</translation>
    </message>
    <message>
        <source>The model has not heard the whole song yet</source>
        <translation>Le modèle n&apos;a pas encore analysé tout le morceau</translation>
    </message>
    <message>
        <source>No doubtful place is left</source>
        <translation>Il ne reste aucun passage douteux</translation>
    </message>
    <message>
        <source>taken for singing</source>
        <translation>pris pour du chant</translation>
    </message>
    <message>
        <source>taken for no singing</source>
        <translation>pris pour une absence de chant</translation>
    </message>
    <message>
        <source>Doubtful, {0}: {1} – {2}, {3} left. Accept or reject</source>
        <translation>Douteux, {0}&#xa0;: {1} – {2}, encore {3}. Accepter ou rejeter</translation>
    </message>
</context>
<context>
    <name>Explanation</name>
    <message>
        <source>Explain a frame</source>
        <translation>Expliquer une trame</translation>
    </message>
</context>
<context>
    <name>ExplanationPanel</name>
    <message>
        <source>Why does it think so?</source>
        <translation>Pourquoi cette décision ?</translation>
    </message>
    <message>
        <source>Orange made this model say singing in this frame, teal made it say none, compared with a song in which every band stays at its median. It shows what this model reacted to, not what singing is, and not whether it is right; another model may look elsewhere.</source>
        <translation>L&apos;orange a fait dire à ce modèle qu&apos;on chante dans cette trame, le turquoise qu&apos;on ne chante pas, par rapport à un morceau où chaque bande reste à sa médiane. On voit à quoi ce modèle a réagi, non ce qu&apos;est le chant, ni s&apos;il a raison ; un autre modèle peut regarder ailleurs.</translation>
    </message>
    <message>
        <source>Computing…</source>
        <translation>Calcul en cours…</translation>
    </message>
    <message>
        <source>Put the cursor to where you want to know.</source>
        <translation>Placez le curseur là où vous voulez savoir.</translation>
    </message>
    <message>
        <source>At {0}: {1} % before smoothing. What speaks for singing adds {2} to its log-odds, what speaks against takes {3}, from {4} to begin with.</source>
        <translation>À {0} : {1} % avant lissage. Ce qui parle pour le chant augmente la log-cote de {2}, ce qui parle contre la diminue de {3}, à partir de {4}.</translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <source>Export Regions</source>
        <translation>Exporter les régions</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Fichier</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Choisir…</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>{0} of {1} are not detected yet: the file would say that nobody sings there.</source>
        <translation>{0} sur {1} ne sont pas encore détectés : le fichier dirait que personne n’y chante.</translation>
    </message>
    <message>
        <source>The rest may be the model&apos;s own guess; few formats can say which is which.</source>
        <translation>Le reste peut être la supposition du modèle&#xa0;; peu de formats peuvent dire ce qu&apos;il en est.</translation>
    </message>
    <message>
        <source>A second file, {0}, holds the checked time.</source>
        <translation>Un second fichier, {0}, contient le temps vérifié.</translation>
    </message>
    <message>
        <source>Export a song that is not wholly detected?</source>
        <translation>Exporter un morceau qui n’est pas entièrement détecté ?</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exporter</translation>
    </message>
    <message>
        <source>The file exists, and is not what was exported there last. It may be somebody&apos;s work. If you replace it, it is kept beside the new one, with .bak after its name.</source>
        <translation>Le fichier existe et n&apos;est pas ce qui y a été exporté en dernier. Ce peut être le travail de quelqu&apos;un. Si vous le remplacez, il est gardé à côté du nouveau, avec .bak après son nom.</translation>
    </message>
    <message>
        <source>This is a link to a file that is not there. Choose another name.</source>
        <translation>C&apos;est un lien vers un fichier absent. Choisissez un autre nom.</translation>
    </message>
    <message>
        <source>This file was exported before, and will be replaced.</source>
        <translation>Ce fichier a déjà été exporté et sera remplacé.</translation>
    </message>
    <message>
        <source>This file exists. You will be asked before it is replaced.</source>
        <translation>Ce fichier existe. On vous demandera avant de le remplacer.</translation>
    </message>
</context>
<context>
    <name>FilterBar</name>
    <message>
        <source>Find in labels</source>
        <translation>Chercher dans les étiquettes</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Étiquette</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Origine</translation>
    </message>
    <message>
        <source>All labels</source>
        <translation>Toutes les étiquettes</translation>
    </message>
    <message>
        <source>All sources</source>
        <translation>Toutes les origines</translation>
    </message>
    <message>
        <source>Do&amp;ubtful</source>
        <translation>Do&amp;uteuses</translation>
    </message>
    <message>
        <source>Not chec&amp;ked</source>
        <translation>Non &amp;vérifiées</translation>
    </message>
    <message>
        <source>Proposed by the model with a probability near the threshold</source>
        <translation>Proposées par le modèle avec une probabilité proche du seuil</translation>
    </message>
    <message>
        <source>Regions: {0}</source>
        <translation>Régions&#xa0;: {0}</translation>
    </message>
    <message>
        <source>Regions: {0} of {1}</source>
        <translation>Régions&#xa0;: {0} sur {1}</translation>
    </message>
</context>
<context>
    <name>FolderLabels</name>
    <message>
        <source>Read the labels of this folder</source>
        <translation>Lire les étiquettes de ce dossier</translation>
    </message>
    <message>
        <source>Keep the labels of this folder in {0}</source>
        <translation>Conserver les étiquettes de ce dossier dans {0}</translation>
    </message>
</context>
<context>
    <name>FolderQuestions</name>
    <message numerus="yes">
        <source>%n journal(s) lost their song, which was renamed or moved: {0}{1}</source>
        <translation>
            <numerusform>%n journal a perdu son morceau, renommé ou déplacé : {0}{1}</numerusform>
            <numerusform>%n journaux ont perdu leurs morceaux, renommés ou déplacés : {0}{1}</numerusform>
        </translation>
    </message>
    <message>
        <source>Move Beside the Songs</source>
        <translation>Déplacer à côté des morceaux</translation>
    </message>
    <message>
        <source>Leave As It Is</source>
        <translation>Laisser ainsi</translation>
    </message>
    <message numerus="yes">
        <source>%n song(s) called checked without checked time: nothing is learned from them.</source>
        <translation>
            <numerusform>%n morceau dit vérifié n&apos;a aucun temps vérifié : rien n&apos;en est appris.</numerusform>
            <numerusform>%n morceaux dits vérifiés n&apos;ont aucun temps vérifié : rien n&apos;en est appris.</numerusform>
        </translation>
    </message>
    <message>
        <source>Leave It So</source>
        <translation>Laisser ainsi</translation>
    </message>
    <message>
        <source>Mark the Open Song as Checked</source>
        <translation>Marquer le morceau ouvert comme vérifié</translation>
    </message>
    <message numerus="yes">
        <source>What to check first is not known before singing is detected in %n song(s).</source>
        <translation>
            <numerusform>On ne sait quoi vérifier d’abord qu’une fois le chant détecté dans ce morceau.</numerusform>
            <numerusform>On ne sait quoi vérifier d’abord qu’une fois le chant détecté dans ces %n morceaux.</numerusform>
        </translation>
    </message>
    <message>
        <source>Detect, Then Check</source>
        <translation>Détecter, puis vérifier</translation>
    </message>
    <message>
        <source>Not Now</source>
        <translation>Pas maintenant</translation>
    </message>
</context>
<context>
    <name>FolderRow</name>
    <message>
        <source>beside each song</source>
        <translation>à côté de chaque morceau</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Choisir…</translation>
    </message>
</context>
<context>
    <name>FolderSession</name>
    <message>
        <source>Open folder</source>
        <translation>Ouvrir le dossier</translation>
    </message>
    <message>
        <source>Read {0}</source>
        <translation>Lire {0}</translation>
    </message>
    <message>
        <source>Mark song</source>
        <translation>Marquer le morceau</translation>
    </message>
    <message>
        <source>Move journals</source>
        <translation>Déplacer des journaux</translation>
    </message>
</context>
<context>
    <name>HistoryDialog</name>
    <message>
        <source>History</source>
        <translation>Historique</translation>
    </message>
    <message>
        <source>&amp;Go to This State (Enter)</source>
        <translation>&amp;Aller à cet état (Entrée)</translation>
    </message>
    <message>
        <source>Show &amp;Place (Space)</source>
        <translation>&amp;Montrer l&apos;endroit (Espace)</translation>
    </message>
    <message>
        <source>&amp;Name… (F2)</source>
        <translation>&amp;Nom… (F2)</translation>
    </message>
    <message>
        <source>C&amp;ompare</source>
        <translation>C&amp;omparer</translation>
    </message>
    <message>
        <source>Show this state beside the song&apos;s regions, and where they differ</source>
        <translation>Montrer cet état à côté des régions du morceau, et où ils diffèrent</translation>
    </message>
    <message>
        <source>&amp;Save Snapshot…</source>
        <translation>&amp;Enregistrer un instantané…</translation>
    </message>
    <message>
        <source>&amp;Merge a Copy…</source>
        <translation>&amp;Fusionner une copie…</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>Fer&amp;mer</translation>
    </message>
    <message>
        <source>The current state is in bold. States in italics are on other branches.</source>
        <translation>L&apos;état actuel est en gras. Les états en italique sont sur d&apos;autres branches.</translation>
    </message>
    <message>
        <source>Nothing has been edited in this song yet.</source>
        <translation>Rien n&apos;a encore été modifié dans ce morceau.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>Name of this state (empty: none):</source>
        <translation>Nom de cet état (vide&#xa0;: aucun)&#xa0;:</translation>
    </message>
    <message>
        <source>Snapshots (*{0})</source>
        <translation>Instantanés (*{0})</translation>
    </message>
    <message>
        <source>Save Snapshot</source>
        <translation>Enregistrer un instantané</translation>
    </message>
    <message>
        <source>Save snapshot</source>
        <translation>Enregistrer un instantané</translation>
    </message>
    <message>
        <source>Saved as {0}</source>
        <translation>Enregistré sous {0}</translation>
    </message>
</context>
<context>
    <name>HistoryTable</name>
    <message>
        <source>Time</source>
        <translation>Heure</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Modification</translation>
    </message>
    <message>
        <source>Annotator</source>
        <translation>Annotateur</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Endroit</translation>
    </message>
    <message>
        <source>On another branch: it was undone, and something else was done instead</source>
        <translation>Sur une autre branche&#xa0;: cela a été annulé, et autre chose a été fait à la place</translation>
    </message>
    <message>
        <source>First state</source>
        <translation>Premier état</translation>
    </message>
</context>
<context>
    <name>KeyField</name>
    <message>
        <source>Press the new keys…</source>
        <translation>Appuyez sur les nouvelles touches…</translation>
    </message>
</context>
<context>
    <name>KeyboardEditing</name>
    <message>
        <source>No boundary after the cursor</source>
        <translation>Aucune frontière après le curseur</translation>
    </message>
    <message>
        <source>No boundary before the cursor</source>
        <translation>Aucune frontière avant le curseur</translation>
    </message>
    <message>
        <source>Nudge start</source>
        <translation>Décaler le début</translation>
    </message>
    <message>
        <source>Nudge end</source>
        <translation>Décaler la fin</translation>
    </message>
    <message>
        <source>A selected region is at its neighbour or at the end of the song</source>
        <translation>Une région sélectionnée touche sa voisine ou la fin du morceau</translation>
    </message>
    <message numerus="yes">
        <source>Nudge %n regions</source>
        <translation>
            <numerusform>Décaler la région</numerusform>
            <numerusform>Décaler %n régions</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LabelEditing</name>
    <message>
        <source>Select a region, or put the cursor into one, to give it a label</source>
        <translation>Sélectionnez une région, ou placez-y le curseur, pour lui donner une étiquette</translation>
    </message>
    <message>
        <source>No label of this folder has the key {0}; see Regions &gt; Labels</source>
        <translation>Aucune étiquette de ce dossier n&apos;a la touche {0}&#xa0;; voir Régions &gt; Étiquettes</translation>
    </message>
</context>
<context>
    <name>LabelField</name>
    <message>
        <source>Label of the region</source>
        <translation>Étiquette de la région</translation>
    </message>
</context>
<context>
    <name>LabelImport</name>
    <message>
        <source>Import Labels</source>
        <translation>Importer des étiquettes</translation>
    </message>
    <message>
        <source>Import labels</source>
        <translation>Importer des étiquettes</translation>
    </message>
    <message numerus="yes">
        <source> and %n more places</source>
        <translation>
            <numerusform> et %n autre endroit</numerusform>
            <numerusform> et %n autres endroits</numerusform>
        </translation>
    </message>
    <message>
        <source>The labels say that nobody sings at {0}, where the model is sure of singing. Are they complete, and the labels of this song?</source>
        <translation>Les étiquettes disent que personne ne chante à {0}, où le modèle est sûr du chant. Sont-elles complètes, et celles de ce morceau&#xa0;?</translation>
    </message>
    <message>
        <source>Labels of {0} imported</source>
        <translation>Étiquettes de {0} importées</translation>
    </message>
</context>
<context>
    <name>LabelImportDialog</name>
    <message>
        <source>Import Labels</source>
        <translation>Importer des étiquettes</translation>
    </message>
    <message>
        <source>How are the labels in {0} meant?</source>
        <translation>Que signifient les étiquettes de {0}&#xa0;?</translation>
    </message>
    <message>
        <source>The labels are the words that are sung: all of them are singing</source>
        <translation>Les étiquettes sont les paroles chantées&#xa0;: toutes sont du chant</translation>
    </message>
    <message>
        <source>Cut off what lies after the end of the sound ({0})</source>
        <translation>Couper ce qui dépasse la fin du son ({0})</translation>
    </message>
    <message>
        <source>Sung: {0} of {1}, in regions: {2}. Checked: {3}.</source>
        <translation>Chanté&#xa0;: {0} sur {1}, en régions&#xa0;: {2}. Vérifié&#xa0;: {3}.</translation>
    </message>
    <message numerus="yes">
        <source> They take the place of what is there: %n regions set by hand, {0} checked. Undo brings it back.</source>
        <translation>
            <numerusform> Elles remplacent ce qui est là : %n région posée à la main, {0} de temps vérifié. L&apos;annulation le rétablit.</numerusform>
            <numerusform> Elles remplacent ce qui est là : %n régions posées à la main, {0} de temps vérifié. L&apos;annulation le rétablit.</numerusform>
        </translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Importer</translation>
    </message>
    <message>
        <source>Without labels</source>
        <translation>Sans étiquettes</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Étiquette</translation>
    </message>
    <message>
        <source>How often</source>
        <translation>Fréquence</translation>
    </message>
    <message>
        <source>Means</source>
        <translation>Signifie</translation>
    </message>
    <message>
        <source>What the labels mean</source>
        <translation>Ce que signifient les étiquettes</translation>
    </message>
    <message>
        <source>First lines of the file</source>
        <translation>Premières lignes du fichier</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Début</translation>
    </message>
    <message>
        <source>End</source>
        <translation>Fin</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>Durée</translation>
    </message>
    <message>
        <source>Confidence</source>
        <translation>Confiance</translation>
    </message>
    <message>
        <source>Not used</source>
        <translation>Non utilisé</translation>
    </message>
    <message>
        <source>Tier</source>
        <translation>Couche</translation>
    </message>
    <message>
        <source>As the numbers suggest</source>
        <translation>Comme les nombres le suggèrent</translation>
    </message>
    <message>
        <source>Seconds</source>
        <translation>Secondes</translation>
    </message>
    <message>
        <source>Milliseconds</source>
        <translation>Millisecondes</translation>
    </message>
    <message>
        <source>Times are</source>
        <translation>Les temps sont</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Choisir…</translation>
    </message>
    <message>
        <source>Sung</source>
        <translation>Chanté</translation>
    </message>
    <message>
        <source>Not sung</source>
        <translation>Non chanté</translation>
    </message>
    <message>
        <source>Ignore</source>
        <translation>Ignorer</translation>
    </message>
</context>
<context>
    <name>LabelSetDialog</name>
    <message>
        <source>Labels of This Folder</source>
        <translation>Étiquettes de ce dossier</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Touche</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>Means</source>
        <translation>Signifie</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>Couleur</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Étiquettes</translation>
    </message>
    <message>
        <source>The digits 1 to 9 give these labels to the selected regions. What is “left open” is neither learned from nor scored. A click on a colour chooses another one, a right click takes it away.</source>
        <translation>Les chiffres 1 à 9 donnent ces étiquettes aux régions sélectionnées. Ce qui est «&#xa0;laissé ouvert&#xa0;» n&apos;est ni appris ni évalué. Un clic sur une couleur en choisit une autre, un clic droit l&apos;enlève.</translation>
    </message>
    <message>
        <source>The set is kept in {0}.</source>
        <translation>L&apos;ensemble est conservé dans {0}.</translation>
    </message>
    <message>
        <source>&amp;Add</source>
        <translation>&amp;Ajouter</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>&amp;Retirer</translation>
    </message>
    <message>
        <source>Move &amp;Up</source>
        <translation>&amp;Monter</translation>
    </message>
    <message>
        <source>Move &amp;Down</source>
        <translation>&amp;Descendre</translation>
    </message>
    <message>
        <source>De&amp;fault</source>
        <translation>Par dé&amp;faut</translation>
    </message>
    <message>
        <source>Colour of the Source</source>
        <translation>Couleur de l&apos;origine</translation>
    </message>
    <message>
        <source>Colour of the Label</source>
        <translation>Couleur de l&apos;étiquette</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Only checked time is learned from: Mark as Checked</source>
        <translation>Seul le temps vérifié sert à l&apos;apprentissage&#xa0;: Marquer comme vérifié</translation>
    </message>
    <message>
        <source>The sound is still being decoded</source>
        <translation>Le son est encore en cours de décodage</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Prêt</translation>
    </message>
    <message>
        <source>All changes saved</source>
        <translation>Toutes les modifications sont enregistrées</translation>
    </message>
    <message>
        <source>Changes not saved</source>
        <translation>Modifications non enregistrées</translation>
    </message>
</context>
<context>
    <name>Measuring</name>
    <message>
        <source>Measuring models</source>
        <translation>Mesure des modèles</translation>
    </message>
</context>
<context>
    <name>MelPlot</name>
    <message>
        <source>seconds from the labelled frame</source>
        <translation>secondes depuis la trame étiquetée</translation>
    </message>
</context>
<context>
    <name>ModelCardDialog</name>
    <message>
        <source>Model “{0}”</source>
        <translation>Modèle «&#xa0;{0}&#xa0;»</translation>
    </message>
    <message>
        <source>{0} × {1}, averaged</source>
        <translation>{0} × {1}, en moyenne</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Fichier</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>Réseau</translation>
    </message>
    <message>
        <source>Decides by default</source>
        <translation>Décide par défaut selon</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Clé</translation>
    </message>
</context>
<context>
    <name>ModelChanges</name>
    <message>
        <source>Open the folder of your songs first, to see what a model changes in them</source>
        <translation>Ouvrez d’abord le dossier de vos morceaux pour voir ce qu’un modèle y change</translation>
    </message>
    <message>
        <source>Work on many songs is under way</source>
        <translation>Un travail sur plusieurs morceaux est en cours</translation>
    </message>
    <message>
        <source>Compare models</source>
        <translation>Comparer les modèles</translation>
    </message>
    <message>
        <source>Detect singing with “{0}”</source>
        <translation>Détecter le chant avec « {0} »</translation>
    </message>
    <message>
        <source>Comparing what the models decide…</source>
        <translation>Comparaison des décisions des modèles…</translation>
    </message>
</context>
<context>
    <name>ModelTable</name>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>Créé</translation>
    </message>
    <message>
        <source>Started from</source>
        <translation>Modèle de départ</translation>
    </message>
    <message>
        <source>Songs learned from</source>
        <translation>Morceaux appris</translation>
    </message>
    <message>
        <source>Used last</source>
        <translation>Dernier usage</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Erreur</translation>
    </message>
    <message>
        <source>AUROC</source>
        <translation>AUROC</translation>
    </message>
    <message>
        <source>comes with the program</source>
        <translation>fourni avec le programme</translation>
    </message>
    <message>
        <source>in use</source>
        <translation>en service</translation>
    </message>
    <message>
        <source>It was worse than the model in use, which stayed; it has no say in the queue until it is used</source>
        <translation>Il était moins bon que le modèle utilisé, qui est resté&#xa0;; il ne compte pas dans la file tant qu’il n’est pas utilisé</translation>
    </message>
    <message>
        <source>cannot be used</source>
        <translation>inutilisable</translation>
    </message>
    <message>
        <source>scratch</source>
        <translation>aucun</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>rejeté</translation>
    </message>
    <message>
        <source>unfinished: {0} of {1} updates</source>
        <translation>inachevé : {0} mises à jour sur {1}</translation>
    </message>
    <message numerus="yes">
        <source>* It learned from %n of these songs: on new ones it will do worse</source>
        <translation>
            <numerusform>* Il a appris d’un de ces morceaux : il fera moins bien sur de nouveaux</numerusform>
            <numerusform>* Il a appris de %n de ces morceaux : il fera moins bien sur de nouveaux</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>* It learned from other songs by the artists of %n of these songs</source>
        <translation>
            <numerusform>* Il a appris d’autres morceaux de l’artiste d’un de ces morceaux</numerusform>
            <numerusform>* Il a appris d’autres morceaux des artistes de %n de ces morceaux</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ModelsDialog</name>
    <message>
        <source>Models</source>
        <translation>Modèles</translation>
    </message>
    <message>
        <source>&amp;Use (Enter)</source>
        <translation>&amp;Utiliser (Entrée)</translation>
    </message>
    <message>
        <source>&amp;About…</source>
        <translation>À pr&amp;opos…</translation>
    </message>
    <message>
        <source>&amp;Measure on Songs…</source>
        <translation>&amp;Mesurer sur des morceaux…</translation>
    </message>
    <message>
        <source>Stop Measuring</source>
        <translation>Arrêter la mesure</translation>
    </message>
    <message>
        <source>&amp;Go On Training</source>
        <translation>Continuer l’entraîne&amp;ment</translation>
    </message>
    <message>
        <source>&amp;Import…</source>
        <translation>&amp;Importer…</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>&amp;Exporter…</translation>
    </message>
    <message>
        <source>&amp;Remove (Del)</source>
        <translation>&amp;Retirer (Suppr)</translation>
    </message>
    <message>
        <source>&amp;Bring Back</source>
        <translation>Réta&amp;blir</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Fermer</translation>
    </message>
    <message>
        <source>The model in use stays, and so do those that come with the program</source>
        <translation>Le modèle en service reste, comme ceux fournis avec le programme</translation>
    </message>
    <message>
        <source>Bring “{0}” back, which was removed last (Ctrl+Z)</source>
        <translation>Rétablir « {0} », retiré en dernier (Ctrl+Z)</translation>
    </message>
    <message>
        <source>Remove model</source>
        <translation>Retirer le modèle</translation>
    </message>
    <message>
        <source>Removed: {0}. Ctrl+Z brings back what was removed last.</source>
        <translation>Retiré : {0}. Ctrl+Z rétablit ce qui a été retiré en dernier.</translation>
    </message>
    <message>
        <source>Bring model back</source>
        <translation>Rétablir le modèle</translation>
    </message>
    <message>
        <source>“{0}” is back.</source>
        <translation>« {0} » est rétabli.</translation>
    </message>
    <message>
        <source>Import model</source>
        <translation>Importer le modèle</translation>
    </message>
    <message>
        <source>“{0}” is in the list now.</source>
        <translation>« {0} » est maintenant dans la liste.</translation>
    </message>
    <message>
        <source>Export model</source>
        <translation>Exporter le modèle</translation>
    </message>
    <message>
        <source>Written: {0}</source>
        <translation>Écrit : {0}</translation>
    </message>
    <message>
        <source>Getting ready… You can go on working meanwhile.</source>
        <translation>Préparation… Vous pouvez continuer à travailler.</translation>
    </message>
    <message>
        <source>Error: share of frames that are wrong, with its 95 % interval over songs. Measured on {0}</source>
        <translation>Erreur : part des trames fausses, avec l’intervalle à 95 % sur les morceaux. Mesurée sur {0}</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>Arrêté.</translation>
    </message>
    <message numerus="yes">
        <source>Measuring “{0}”: %n song(s) done. You can go on working meanwhile.</source>
        <translation>
            <numerusform>Mesure de « {0} » : un morceau fait. Vous pouvez continuer à travailler.</numerusform>
            <numerusform>Mesure de « {0} » : %n morceaux faits. Vous pouvez continuer à travailler.</numerusform>
        </translation>
    </message>
    <message>
        <source>Not measured: {0}</source>
        <translation>Non mesuré : {0}</translation>
    </message>
    <message>
        <source>Folder of Labelled or Corrected Songs</source>
        <translation>Dossier de morceaux annotés ou corrigés</translation>
    </message>
    <message>
        <source>Models (*.safetensors)</source>
        <translation>Modèles (*.safetensors)</translation>
    </message>
    <message>
        <source>Import Model</source>
        <translation>Importer un modèle</translation>
    </message>
    <message>
        <source>Export Model</source>
        <translation>Exporter un modèle</translation>
    </message>
</context>
<context>
    <name>NoticeBar</name>
    <message>
        <source>Copy details</source>
        <translation>Copier les détails</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>Fermer (Échap)</translation>
    </message>
</context>
<context>
    <name>OverviewStrip</name>
    <message>
        <source>Overview of the song</source>
        <translation>Vue d&apos;ensemble du morceau</translation>
    </message>
</context>
<context>
    <name>PictureExportDialog</name>
    <message>
        <source>Export Picture</source>
        <translation>Exporter l&apos;image</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source> pixels</source>
        <translation> pixels</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>Largeur</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Fichier</translation>
    </message>
    <message>
        <source>The file exists.</source>
        <translation>Le fichier existe.</translation>
    </message>
    <message>
        <source>Export picture</source>
        <translation>Exporter l&apos;image</translation>
    </message>
    <message>
        <source>PNG, pixels</source>
        <translation>PNG, pixels</translation>
    </message>
    <message>
        <source>SVG, lines and letters</source>
        <translation>SVG, lignes et lettres</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Choisir…</translation>
    </message>
    <message>
        <source>{0} × {1} pixels, {2} times as on screen</source>
        <translation>{0} × {1} pixels, {2} fois autant qu&apos;à l&apos;écran</translation>
    </message>
    <message>
        <source>As on screen; can be enlarged. The spectrogram is a picture within.</source>
        <translation>Comme à l&apos;écran&#xa0;; peut être agrandi. Le spectrogramme y est une image.</translation>
    </message>
</context>
<context>
    <name>Player</name>
    <message>
        <source>No song is open</source>
        <translation>Aucun morceau n&apos;est ouvert</translation>
    </message>
    <message>
        <source>Looking for a sound device…</source>
        <translation>Recherche d&apos;un périphérique audio…</translation>
    </message>
    <message>
        <source>The song is heard as it is again: {0}</source>
        <translation>Le morceau s&apos;entend de nouveau tel quel&#xa0;: {0}</translation>
    </message>
    <message>
        <source>The sound device is gone. Connect it again, or another one, then press Play.</source>
        <translation>Le périphérique audio n&apos;est plus là. Rebranchez-le, ou un autre, puis appuyez sur Lire.</translation>
    </message>
    <message>
        <source>Playback is paused: {0}</source>
        <translation>La lecture est en pause : {0}</translation>
    </message>
    <message>
        <source>Nothing can be played: {0}</source>
        <translation>Rien ne peut être lu&#xa0;: {0}</translation>
    </message>
</context>
<context>
    <name>PostprocessingPanel</name>
    <message>
        <source>On probabilities averaged over pitch shifts</source>
        <translation>Sur des probabilités moyennées sur les hauteurs</translation>
    </message>
    <message>
        <source>The model&apos;s threshold was chosen without averaging</source>
        <translation>Le seuil du modèle a été choisi sans moyenne</translation>
    </message>
    <message>
        <source>Average over pitch shifts</source>
        <translation>Moyenne sur les hauteurs</translation>
    </message>
    <message>
        <source>In this song: {0}</source>
        <translation>Dans ce morceau : {0}</translation>
    </message>
    <message numerus="yes">
        <source>%n regions</source>
        <translation>
            <numerusform>%n région</numerusform>
            <numerusform>%n régions</numerusform>
        </translation>
    </message>
    <message>
        <source>{0} · {1} % of the song is sung</source>
        <translation>{0} · {1} % chanté</translation>
    </message>
    <message>
        <source>by hand or from a file</source>
        <translation>à la main ou d&apos;un fichier</translation>
    </message>
    <message>
        <source>set by hand</source>
        <translation>posées à la main</translation>
    </message>
    <message>
        <source>not detected yet</source>
        <translation>pas encore détecté</translation>
    </message>
    <message>
        <source>not wholly detected yet</source>
        <translation>pas encore entièrement détecté</translation>
    </message>
    <message>
        <source>Singing is not detected yet</source>
        <translation>Le chant n&apos;est pas encore détecté</translation>
    </message>
    <message>
        <source>{0} {1}: no slider moves them</source>
        <translation>{0} {1}&#xa0;: aucun curseur ne les déplace</translation>
    </message>
    <message>
        <source>{0} after the end of the sound</source>
        <translation>{0} après la fin du son</translation>
    </message>
    <message>
        <source>Postprocessing</source>
        <translation>Post-traitement</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Réinitialiser</translation>
    </message>
    <message>
        <source>Use the settings that came with the model</source>
        <translation>Utiliser les réglages fournis avec le modèle</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>Règle</translation>
    </message>
    <message>
        <source>Change rule</source>
        <translation>Changer de règle</translation>
    </message>
    <message>
        <source>Change {0}</source>
        <translation>Modifier {0}</translation>
    </message>
    <message>
        <source>Reset postprocessing</source>
        <translation>Réinitialiser le post-traitement</translation>
    </message>
</context>
<context>
    <name>Preferences</name>
    <message>
        <source>Shortcuts</source>
        <translation>Raccourcis</translation>
    </message>
    <message>
        <source>as logged in: {0}</source>
        <translation>comme à la connexion&#xa0;: {0}</translation>
    </message>
    <message>
        <source>General</source>
        <translation>Général</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Thème</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Langue</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Comme le système</translation>
    </message>
    <message>
        <source>Begins when the program is started the next time.</source>
        <translation>S&apos;applique au prochain démarrage du programme.</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>Votre nom</translation>
    </message>
    <message>
        <source>Kept with each of your edits, as the annotator in the history of a song.</source>
        <translation>Gardé avec chacune de vos modifications, comme annotateur dans l&apos;historique d&apos;un morceau.</translation>
    </message>
    <message>
        <source>Open the last folder</source>
        <translation>Ouvrir le dernier dossier</translation>
    </message>
    <message>
        <source>When the program starts without a song. Else the start page offers it.</source>
        <translation>Quand le programme démarre sans morceau. Sinon, la page d’accueil le propose.</translation>
    </message>
    <message>
        <source> s</source>
        <comment>seconds</comment>
        <translation> s</translation>
    </message>
    <message>
        <source>Correcting</source>
        <translation>Correction</translation>
    </message>
    <message>
        <source>Checked around an edit</source>
        <translation>Temps vérifié autour d&apos;une modification</translation>
    </message>
    <message>
        <source>An edit marks as checked what it changes, and so much before and after it.</source>
        <translation>Une modification marque comme vérifié ce qu&apos;elle change, et autant avant et après.</translation>
    </message>
    <message>
        <source>Listening checks</source>
        <translation>Vérifier en écoutant</translation>
    </message>
    <message>
        <source>What you listen through is marked as checked.</source>
        <translation>Ce que vous écoutez en entier est marqué comme vérifié.</translation>
    </message>
    <message>
        <source>Reaction time</source>
        <translation>Temps de réaction</translation>
    </message>
    <message>
        <source>How long after the sound your finger comes, in tapping while the song plays; it is taken off.</source>
        <translation>Le retard de votre doigt sur le son quand vous tapez pendant la lecture&#xa0;; il est retranché.</translation>
    </message>
    <message>
        <source>Average over pitch shifts</source>
        <translation>Moyenne sur les hauteurs</translation>
    </message>
    <message>
        <source>Detection takes about five times as long, and as a rule errs less.</source>
        <translation>La détection prend environ cinq fois plus de temps et se trompe en général moins.</translation>
    </message>
    <message>
        <source>Playback</source>
        <translation>Lecture</translation>
    </message>
    <message>
        <source>Sound device</source>
        <translation>Périphérique audio</translation>
    </message>
    <message>
        <source>Where it is not there, the system&apos;s default is used, and a message says so.</source>
        <translation>S&apos;il est absent, celui par défaut du système est utilisé, et un message le dit.</translation>
    </message>
    <message>
        <source>Latency</source>
        <translation>Latence</translation>
    </message>
    <message>
        <source>How far ahead of the sound the device is fed. Less reacts faster, more never stutters.</source>
        <translation>L&apos;avance avec laquelle le périphérique reçoit le son. Moins réagit plus vite, plus évite les coupures.</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Vitesse</translation>
    </message>
    <message>
        <source>How fast songs are heard, with their pitch kept; now, and when the program starts.</source>
        <translation>La vitesse d&apos;écoute des morceaux, à hauteur gardée&#xa0;; maintenant et au démarrage du programme.</translation>
    </message>
    <message>
        <source>The view follows playback</source>
        <translation>La vue suit la lecture</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Image</translation>
    </message>
    <message>
        <source>Colours of the spectrogram</source>
        <translation>Couleurs du spectrogramme</translation>
    </message>
    <message>
        <source>Probability in its own lane</source>
        <translation>Probabilité sur sa propre piste</translation>
    </message>
    <message>
        <source>Else it lies over the spectrogram.</source>
        <translation>Sinon elle est sur le spectrogramme.</translation>
    </message>
    <message>
        <source>Legend</source>
        <translation>Légende</translation>
    </message>
    <message>
        <source>Below the song: what colours and lines stand for.</source>
        <translation>Sous le morceau&#xa0;: ce que représentent couleurs et lignes.</translation>
    </message>
</context>
<context>
    <name>PreferencesDialog</name>
    <message>
        <source>Preferences</source>
        <translation>Préférences</translation>
    </message>
    <message>
        <source>Search all preferences</source>
        <translation>Chercher dans toutes les préférences</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Pages</translation>
    </message>
    <message>
        <source>No preference has these words.</source>
        <translation>Aucune préférence n&apos;a ces mots.</translation>
    </message>
</context>
<context>
    <name>QueueBar</name>
    <message>
        <source>End</source>
        <translation>Terminer</translation>
    </message>
    <message>
        <source>Leave the queue; what was accepted stays checked</source>
        <translation>Quitter la file ; ce qui est accepté reste vérifié</translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>Accepter</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>Sauter</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Montrer</translation>
    </message>
</context>
<context>
    <name>RegionClipboard</name>
    <message>
        <source>Select regions to copy them</source>
        <translation>Sélectionnez des régions pour les copier</translation>
    </message>
    <message numerus="yes">
        <source>Copied %n regions</source>
        <translation>
            <numerusform>%n région copiée</numerusform>
            <numerusform>%n régions copiées</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing is pasted: {0}</source>
        <translation>Rien n&apos;est collé&#xa0;: {0}</translation>
    </message>
    <message>
        <source>Nothing is pasted: there is no free time for any of the regions</source>
        <translation>Rien n&apos;est collé&#xa0;: il n&apos;y a de temps libre pour aucune des régions</translation>
    </message>
    <message numerus="yes">
        <source>Paste %n regions</source>
        <translation>
            <numerusform>Coller la région</numerusform>
            <numerusform>Coller %n régions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Pasted %n regions</source>
        <translation>
            <numerusform>%n région collée</numerusform>
            <numerusform>%n régions collées</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>, %n of them cut to the free time, by {0} s</source>
        <translation>
            <numerusform>, dont %n raccourcie au temps libre, de {0} s</numerusform>
            <numerusform>, dont %n raccourcies au temps libre, de {0} s</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>; %n had no room</source>
        <translation>
            <numerusform>; %n n&apos;avait pas de place</numerusform>
            <numerusform>; %n n&apos;avaient pas de place</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RegionEditing</name>
    <message>
        <source>There is a region at the cursor already</source>
        <translation>Il y a déjà une région au curseur</translation>
    </message>
    <message>
        <source>Add region</source>
        <translation>Ajouter une région</translation>
    </message>
    <message>
        <source>There are regions in all of the selected time</source>
        <translation>Tout le temps sélectionné est occupé par des régions</translation>
    </message>
    <message>
        <source>To split a region, put the cursor into it</source>
        <translation>Pour scinder une région, placez-y le curseur</translation>
    </message>
    <message>
        <source>Split region</source>
        <translation>Scinder la région</translation>
    </message>
    <message>
        <source>To merge regions, select neighbours, or one that is not the last</source>
        <translation>Pour fusionner des régions, sélectionnez des voisines, ou une qui n&apos;est pas la dernière</translation>
    </message>
    <message>
        <source>Merge regions</source>
        <translation>Fusionner les régions</translation>
    </message>
    <message>
        <source>There is no region in the selected time</source>
        <translation>Il n&apos;y a pas de région dans le temps sélectionné</translation>
    </message>
    <message>
        <source>Delete in selected time</source>
        <translation>Supprimer dans le temps sélectionné</translation>
    </message>
    <message numerus="yes">
        <source>Delete %n regions</source>
        <translation>
            <numerusform>Supprimer la région</numerusform>
            <numerusform>Supprimer %n régions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Relabel %n regions</source>
        <translation>
            <numerusform>Changer l&apos;étiquette de la région</numerusform>
            <numerusform>Changer l&apos;étiquette de %n régions</numerusform>
        </translation>
    </message>
    <message>
        <source>Select a region, or put the cursor into one, to give it a label</source>
        <translation>Sélectionnez une région, ou placez-y le curseur, pour lui donner une étiquette</translation>
    </message>
    <message>
        <source>Select a region, or put the cursor into one, to find others with its label</source>
        <translation>Sélectionnez une région, ou placez-y le curseur, pour en trouver d&apos;autres de même étiquette</translation>
    </message>
</context>
<context>
    <name>RegionRows</name>
    <message>
        <source>Regions</source>
        <translation>Régions</translation>
    </message>
</context>
<context>
    <name>RegionTable</name>
    <message>
        <source>Regions</source>
        <translation>Régions</translation>
    </message>
</context>
<context>
    <name>RegionTableModel</name>
    <message>
        <source>Start</source>
        <translation>Début</translation>
    </message>
    <message>
        <source>End</source>
        <translation>Fin</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Durée</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Étiquette</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Origine</translation>
    </message>
    <message>
        <source>Confidence</source>
        <translation>Confiance</translation>
    </message>
    <message>
        <source>Checked</source>
        <translation>Vérifié</translation>
    </message>
    <message>
        <source>model</source>
        <translation>modèle</translation>
    </message>
    <message>
        <source>by hand</source>
        <translation>à la main</translation>
    </message>
    <message>
        <source>file</source>
        <translation>fichier</translation>
    </message>
    <message>
        <source>Near the threshold: the model is not sure</source>
        <translation>Près du seuil&#xa0;: le modèle n&apos;est pas sûr</translation>
    </message>
</context>
<context>
    <name>ReviewQueue</name>
    <message>
        <source>Looking for what to check next…</source>
        <translation>Recherche de ce qu’il faut vérifier ensuite…</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>File</translation>
    </message>
    <message>
        <source>Accept stretch of the queue</source>
        <translation>Accepter le passage de la file</translation>
    </message>
    <message>
        <source>Queue: {0}, {1}. {2}. {3}</source>
        <translation>File : {0}, {1}. {2}. {3}</translation>
    </message>
    <message>
        <source>The model is unsure: about {0} s may be wrong</source>
        <translation>Le modèle hésite : environ {0} s peuvent être fausses</translation>
    </message>
    <message>
        <source>Models disagree: about {0} s may be wrong</source>
        <translation>Des modèles divergent : environ {0} s peuvent être fausses</translation>
    </message>
    <message>
        <source>The model contradicts what is checked: about {0} s may be wrong</source>
        <translation>Le modèle contredit ce qui est vérifié : environ {0} s peuvent être fausses</translation>
    </message>
    <message>
        <source>{0} left, about {1} min</source>
        <translation>{0} restants, environ {1} min</translation>
    </message>
    <message>
        <source>Nothing is left that is worth a look.</source>
        <translation>Il ne reste rien qui vaille un coup d’œil.</translation>
    </message>
    <message>
        <source>No song is detected yet: Songs &gt; Detect in All Listed Songs.</source>
        <translation>Aucun morceau n’est encore détecté : Morceaux &gt; Détecter dans tous les morceaux listés.</translation>
    </message>
    <message>
        <source>Nothing is left of what was detected.</source>
        <translation>Il ne reste rien de ce qui est détecté.</translation>
    </message>
    <message numerus="yes">
        <source>%n song(s) are not detected yet: Songs &gt; Detect in All Listed Songs.</source>
        <translation>
            <numerusform>Un morceau n’est pas encore détecté&#xa0;: Morceaux &gt; Détecter dans tous les morceaux listés.</numerusform>
            <numerusform>%n morceaux ne sont pas encore détectés&#xa0;: Morceaux &gt; Détecter dans tous les morceaux listés.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RobustnessJob</name>
    <message>
        <source>Robustness test</source>
        <translation>Test de robustesse</translation>
    </message>
</context>
<context>
    <name>RunCurves</name>
    <message>
        <source>loss (nats)</source>
        <translation>perte (nats)</translation>
    </message>
    <message>
        <source>updates</source>
        <translation>mises à jour</translation>
    </message>
    <message>
        <source>error (%)</source>
        <translation>erreur (%)</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>Perte</translation>
    </message>
    <message>
        <source>Error on songs kept aside</source>
        <translation>Erreur sur les morceaux mis de côté</translation>
    </message>
</context>
<context>
    <name>Session</name>
    <message>
        <source>Open model</source>
        <translation>Ouvrir un modèle</translation>
    </message>
    <message>
        <source>The song is still being opened; it can be corrected when all of it is there</source>
        <translation>Le morceau est encore en cours d’ouverture ; il pourra être corrigé quand il sera là en entier</translation>
    </message>
    <message>
        <source>Only a part of the song could be decoded; open it again to correct it</source>
        <translation>Une partie seulement du morceau a pu être décodée ; ouvrez-le à nouveau pour le corriger</translation>
    </message>
    <message>
        <source>Open {0}</source>
        <translation>Ouvrir {0}</translation>
    </message>
    <message>
        <source>Detecting singing</source>
        <translation>Détection du chant</translation>
    </message>
    <message>
        <source>Detect singing</source>
        <translation>Détecter le chant</translation>
    </message>
    <message>
        <source>Detect with {0}</source>
        <translation>Détecter avec {0}</translation>
    </message>
    <message>
        <source>Take all regions from the model</source>
        <translation>Prendre toutes les régions du modèle</translation>
    </message>
</context>
<context>
    <name>SharedSong</name>
    <message>
        <source>First say whether the regions belong to this sound.</source>
        <translation>Dites d&apos;abord si les régions appartiennent à cet enregistrement.</translation>
    </message>
    <message>
        <source>{0} on {1}</source>
        <translation>{0} sur {1}</translation>
    </message>
    <message>
        <source>{0} no longer has this song open. It is shown as it was left; you can edit it now.</source>
        <translation>{0} n&apos;a plus ce morceau ouvert. Il est montré tel qu&apos;il a été laissé&#xa0;; vous pouvez le modifier maintenant.</translation>
    </message>
    <message>
        <source>Edit Here</source>
        <translation>Modifier ici</translation>
    </message>
    <message>
        <source>{0} has had this song open since {1}. It is shown for reading and follows the edits made there.</source>
        <translation>{0} a ce morceau ouvert depuis {1}. Il est montré en lecture et suit les modifications faites là-bas.</translation>
    </message>
    <message>
        <source>Keep Mine as a Copy</source>
        <translation>Garder la mienne en copie</translation>
    </message>
    <message>
        <source>Write Mine Instead</source>
        <translation>Écrire la mienne à la place</translation>
    </message>
    <message>
        <source>Write It Again</source>
        <translation>L&apos;écrire à nouveau</translation>
    </message>
    <message>
        <source>Use the Other</source>
        <translation>Utiliser l&apos;autre</translation>
    </message>
    <message>
        <source>Merge</source>
        <translation>Fusionner</translation>
    </message>
    <message>
        <source>{0} Nothing was written to it, and {1} cannot be written: your last edits are not saved yet.</source>
        <translation>{0} Rien n&apos;y a été écrit, et {1} ne peut pas être écrit&#xa0;: vos dernières modifications ne sont pas encore enregistrées.</translation>
    </message>
    <message>
        <source>{0} Nothing was written to it; until you choose, your edits are kept in {1}.</source>
        <translation>{0} Rien n&apos;y a été écrit&#xa0;; jusqu&apos;à votre choix, vos modifications sont gardées dans {1}.</translation>
    </message>
    <message>
        <source>The edits touch each other by now.</source>
        <translation>Les modifications se touchent à présent.</translation>
    </message>
    <message>
        <source>Merge edits</source>
        <translation>Fusionner les modifications</translation>
    </message>
    <message>
        <source>Keep a copy</source>
        <translation>Garder une copie</translation>
    </message>
    <message>
        <source>Your edits are in {0}. Edit &gt; Merge a Copy takes them in again.</source>
        <translation>Vos modifications sont dans {0}. Édition &gt; Fusionner une copie les reprend.</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Enregistrer</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Ouvrir</translation>
    </message>
    <message>
        <source>Keep It and Go On from Here</source>
        <translation>La garder et continuer d&apos;ici</translation>
    </message>
    <message>
        <source>For reading only: {0}</source>
        <translation>En lecture seule&#xa0;: {0}</translation>
    </message>
    <message>
        <source>{0} is another sound than the one annotated ({1} then, {2} now). Are the regions still right?</source>
        <translation>{0} est un autre enregistrement que celui qui a été annoté ({1} alors, {2} maintenant). Les régions sont-elles encore justes ?</translation>
    </message>
    <message>
        <source>Keep the Regions</source>
        <translation>Garder les régions</translation>
    </message>
    <message>
        <source>Start Anew</source>
        <translation>Recommencer</translation>
    </message>
    <message>
        <source>Keep regions for another sound</source>
        <translation>Garder les régions pour un autre enregistrement</translation>
    </message>
    <message>
        <source>Start anew</source>
        <translation>Recommencer</translation>
    </message>
    <message>
        <source>{0} cannot be used now: {1}</source>
        <translation>{0} ne peut pas être utilisé maintenant&#xa0;: {1}</translation>
    </message>
    <message>
        <source>{0} holds nothing that is not in this song&apos;s history.</source>
        <translation>{0} ne contient rien qui ne soit dans l&apos;historique de ce morceau.</translation>
    </message>
    <message numerus="yes">
        <source>There is another copy of this song&apos;s annotation, changed {0}, with %n regions: {1}</source>
        <translation>
            <numerusform>Il y a une autre copie de l&apos;annotation de ce morceau, modifiée {0}, avec %n région : {1}</numerusform>
            <numerusform>Il y a une autre copie de l&apos;annotation de ce morceau, modifiée {0}, avec %n régions : {1}</numerusform>
        </translation>
    </message>
    <message>
        <source>It was made for another sound, {0} of {1}.</source>
        <translation>Elle a été faite pour un autre enregistrement, {0} de {1}.</translation>
    </message>
    <message>
        <source>Use That Copy</source>
        <translation>Utiliser cette copie</translation>
    </message>
    <message>
        <source>Not Now</source>
        <translation>Pas maintenant</translation>
    </message>
    <message>
        <source>Merge a copy</source>
        <translation>Fusionner une copie</translation>
    </message>
    <message>
        <source>Use another copy</source>
        <translation>Utiliser une autre copie</translation>
    </message>
</context>
<context>
    <name>ShortStretchEditing</name>
    <message>
        <source>Fill Gaps</source>
        <translation>Combler les intervalles</translation>
    </message>
    <message>
        <source>Gaps between regions of the same label, shorter than:</source>
        <translation>Intervalles entre régions de même étiquette, plus courts que&#xa0;:</translation>
    </message>
    <message>
        <source>Fill short gaps</source>
        <translation>Combler les intervalles courts</translation>
    </message>
    <message>
        <source>Delete Short Regions</source>
        <translation>Supprimer les régions courtes</translation>
    </message>
    <message>
        <source>Regions shorter than:</source>
        <translation>Régions plus courtes que&#xa0;:</translation>
    </message>
    <message>
        <source>Delete short regions</source>
        <translation>Supprimer les régions courtes</translation>
    </message>
    <message>
        <source>The selection</source>
        <translation>La sélection</translation>
    </message>
    <message>
        <source>The whole song</source>
        <translation>Le morceau entier</translation>
    </message>
    <message>
        <source>What is on screen</source>
        <translation>Ce qui est à l&apos;écran</translation>
    </message>
</context>
<context>
    <name>ShortStretchesDialog</name>
    <message>
        <source>In:</source>
        <translation>Dans&#xa0;:</translation>
    </message>
    <message>
        <source>None found</source>
        <translation>Aucun trouvé</translation>
    </message>
    <message numerus="yes">
        <source>%n found</source>
        <translation>
            <numerusform>%n trouvé</numerusform>
            <numerusform>%n trouvés</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n in checked time stay as they are</source>
        <translation>
            <numerusform>%n dans le temps vérifié reste comme avant</numerusform>
            <numerusform>%n dans le temps vérifié restent comme avant</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ShortcutEditor</name>
    <message>
        <source>Search by name or key</source>
        <translation>Chercher par nom ou touche</translation>
    </message>
    <message>
        <source>Search actions by name or key</source>
        <translation>Chercher des actions par nom ou touche</translation>
    </message>
    <message>
        <source>Actions and their keys</source>
        <translation>Actions et leurs touches</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>Action</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Touches</translation>
    </message>
    <message>
        <source>&amp;Add Keys…</source>
        <translation>&amp;Ajouter des touches…</translation>
    </message>
    <message>
        <source>Re&amp;move Keys</source>
        <translation>&amp;Retirer les touches</translation>
    </message>
    <message>
        <source>&amp;Reset</source>
        <translation>Réi&amp;nitialiser</translation>
    </message>
    <message>
        <source>Reset A&amp;ll</source>
        <translation>&amp;Tout réinitialiser</translation>
    </message>
    <message>
        <source>&amp;Take It</source>
        <translation>&amp;Prendre</translation>
    </message>
    <message>
        <source>Lea&amp;ve It</source>
        <translation>&amp;Laisser</translation>
    </message>
    <message>
        <source>Changed; at first {0}</source>
        <translation>Modifié ; à l&apos;origine {0}</translation>
    </message>
    <message>
        <source>Changed; at first without keys</source>
        <translation>Modifié ; à l&apos;origine sans touches</translation>
    </message>
    <message>
        <source>{0} belongs to “{1}”.</source>
        <translation>{0} appartient à «&#xa0;{1}&#xa0;».</translation>
    </message>
    <message>
        <source>{0} opens the menu “{1}”, which would need the mouse.</source>
        <translation>{0} ouvre le menu «&#xa0;{1}&#xa0;», qui aurait alors besoin de la souris.</translation>
    </message>
    <message>
        <source>All actions have the keys again that they had at first.</source>
        <translation>Toutes les actions ont retrouvé leurs touches d&apos;origine.</translation>
    </message>
</context>
<context>
    <name>ShortcutsDialog</name>
    <message>
        <source>Keyboard Shortcuts</source>
        <translation>Raccourcis clavier</translation>
    </message>
    <message>
        <source>Mouse</source>
        <translation>Souris</translation>
    </message>
    <message>
        <source>Keys and what they do</source>
        <translation>Les touches et ce qu&apos;elles font</translation>
    </message>
    <message>
        <source>Go there, select</source>
        <translation>Y aller, sélectionner</translation>
    </message>
    <message>
        <source>Click</source>
        <translation>Clic</translation>
    </message>
    <message>
        <source>Drag</source>
        <translation>Glisser</translation>
    </message>
    <message>
        <source>New region</source>
        <translation>Nouvelle région</translation>
    </message>
    <message>
        <source>Select several regions</source>
        <translation>Sélectionner plusieurs régions</translation>
    </message>
    <message>
        <source>Ctrl+Click or Shift+Click</source>
        <translation>Ctrl+clic ou Maj+clic</translation>
    </message>
    <message>
        <source>Select time</source>
        <translation>Sélectionner du temps</translation>
    </message>
    <message>
        <source>Move an edge</source>
        <translation>Déplacer un bord</translation>
    </message>
    <message>
        <source>Drag it</source>
        <translation>Le glisser</translation>
    </message>
    <message>
        <source>Move a region</source>
        <translation>Déplacer une région</translation>
    </message>
    <message>
        <source>Drag its label</source>
        <translation>Glisser son étiquette</translation>
    </message>
    <message>
        <source>Ctrl+Drag</source>
        <translation>Ctrl+glisser</translation>
    </message>
    <message>
        <source>Type Label</source>
        <translation>Saisir l&apos;étiquette</translation>
    </message>
    <message>
        <source>Double-click the label</source>
        <translation>Double-clic sur l&apos;étiquette</translation>
    </message>
    <message>
        <source>Loop a stretch</source>
        <translation>Lire un passage en boucle</translation>
    </message>
    <message>
        <source>Drag in the ruler</source>
        <translation>Glisser dans la règle</translation>
    </message>
    <message>
        <source>Another threshold</source>
        <translation>Un autre seuil</translation>
    </message>
    <message>
        <source>Drag the tag of a dashed line</source>
        <translation>Glisser la marque d&apos;une ligne en tirets</translation>
    </message>
    <message>
        <source>Without snapping</source>
        <translation>Sans aimantation</translation>
    </message>
    <message>
        <source>Alt</source>
        <translation>Alt</translation>
    </message>
    <message>
        <source>Leave off dragging</source>
        <translation>Abandonner le glissement</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Échap</translation>
    </message>
    <message>
        <source>Zoom at the pointer</source>
        <translation>Agrandir au pointeur</translation>
    </message>
    <message>
        <source>Wheel</source>
        <translation>Molette</translation>
    </message>
    <message>
        <source>Scroll</source>
        <translation>Défiler</translation>
    </message>
    <message>
        <source>Shift+Wheel or middle button</source>
        <translation>Maj+Molette ou bouton central</translation>
    </message>
    <message>
        <source>Zoom to a region, or out</source>
        <translation>Ajuster à une région, ou revenir</translation>
    </message>
    <message>
        <source>Double-click</source>
        <translation>Double-clic</translation>
    </message>
    <message>
        <source>Zoom the frequencies</source>
        <translation>Agrandir les fréquences</translation>
    </message>
    <message>
        <source>Ctrl+Wheel</source>
        <translation>Ctrl+Molette</translation>
    </message>
    <message>
        <source>Move the frequencies</source>
        <translation>Déplacer les fréquences</translation>
    </message>
    <message>
        <source>Drag their axis</source>
        <translation>Glisser leur axe</translation>
    </message>
    <message>
        <source>Contrast of the spectrogram</source>
        <translation>Contraste du spectrogramme</translation>
    </message>
    <message>
        <source>Ctrl+Shift+Drag</source>
        <translation>Ctrl+Maj+Glisser</translation>
    </message>
</context>
<context>
    <name>SidePanel</name>
    <message>
        <source>Side panel</source>
        <translation>Panneau latéral</translation>
    </message>
</context>
<context>
    <name>SongChoice</name>
    <message>
        <source>Open Song</source>
        <translation>Ouvrir un morceau</translation>
    </message>
</context>
<context>
    <name>SongEditing</name>
    <message>
        <source>Labels kept in {0}</source>
        <translation>Étiquettes conservées dans {0}</translation>
    </message>
    <message>
        <source>; what was there is {0}</source>
        <translation>; l&apos;ancienne version est {0}</translation>
    </message>
</context>
<context>
    <name>SongFactsDialog</name>
    <message>
        <source>About This Song</source>
        <translation>À propos de ce morceau</translation>
    </message>
    <message>
        <source>Reading the files…</source>
        <translation>Lecture des fichiers…</translation>
    </message>
    <message>
        <source>What the files are</source>
        <translation>Ce que sont les fichiers</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copier</translation>
    </message>
</context>
<context>
    <name>SongFilterBar</name>
    <message>
        <source>Find songs</source>
        <translation>Chercher des morceaux</translation>
    </message>
    <message>
        <source>Words in path, artist, annotator or note</source>
        <translation>Mots du chemin, de l&apos;artiste, de l&apos;annotateur ou de la note</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>État</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>Groupes</translation>
    </message>
    <message>
        <source>All songs</source>
        <translation>Tous les morceaux</translation>
    </message>
    <message>
        <source>not checked</source>
        <translation>non vérifié</translation>
    </message>
    <message>
        <source>with problems</source>
        <translation>avec problèmes</translation>
    </message>
    <message>
        <source>No groups</source>
        <translation>Sans groupes</translation>
    </message>
    <message>
        <source>By sub-folder</source>
        <translation>Par sous-dossier</translation>
    </message>
    <message>
        <source>By artist</source>
        <translation>Par artiste</translation>
    </message>
    <message numerus="yes">
        <source>%n song(s)</source>
        <translation>
            <numerusform>%n morceau</numerusform>
            <numerusform>%n morceaux</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} of %n song(s)</source>
        <translation>
            <numerusform>{0} sur %n morceau</numerusform>
            <numerusform>{0} sur %n morceaux</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SongList</name>
    <message>
        <source>Songs</source>
        <translation>Morceaux</translation>
    </message>
    <message>
        <source>Show all songs</source>
        <translation>Montrer tous les morceaux</translation>
    </message>
    <message>
        <source>Open folder…</source>
        <translation>Ouvrir un dossier…</translation>
    </message>
    <message>
        <source>Songs in {0}</source>
        <translation>Morceaux de {0}</translation>
    </message>
    <message>
        <source>No folder is open.</source>
        <translation>Aucun dossier n&apos;est ouvert.</translation>
    </message>
    <message>
        <source>No song is like that.</source>
        <translation>Aucun morceau n&apos;est ainsi.</translation>
    </message>
    <message>
        <source>Looking for songs in {0}…</source>
        <translation>Recherche de morceaux dans {0}…</translation>
    </message>
    <message>
        <source>There are no sound files in {0} or below it.</source>
        <translation>Il n&apos;y a pas de fichiers son dans {0} ni au-dessous.</translation>
    </message>
</context>
<context>
    <name>SongListModel</name>
    <message>
        <source>unseen</source>
        <translation>non vu</translation>
    </message>
    <message>
        <source>proposed</source>
        <translation>proposé</translation>
    </message>
    <message>
        <source>in work</source>
        <translation>en cours</translation>
    </message>
    <message>
        <source>checked</source>
        <translation>vérifié</translation>
    </message>
    <message>
        <source>Song</source>
        <translation>Morceau</translation>
    </message>
    <message>
        <source>Artist</source>
        <translation>Artiste</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Durée</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>État</translation>
    </message>
    <message>
        <source>Checked</source>
        <translation>Vérifié</translation>
    </message>
    <message>
        <source>Doubt</source>
        <translation>Doute</translation>
    </message>
    <message>
        <source>Conflict</source>
        <translation>Conflit</translation>
    </message>
    <message>
        <source>Annotator</source>
        <translation>Annotateur</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>As the file&apos;s header states, until the song was worked on</source>
        <translation>Comme l&apos;indique l&apos;en-tête du fichier, jusqu&apos;à ce qu&apos;on travaille sur le morceau</translation>
    </message>
    <message>
        <source>How much of the song a person has checked</source>
        <translation>Combien du morceau une personne a vérifié</translation>
    </message>
    <message>
        <source>Time outside what is checked in which the model is unsure; empty: not detected yet</source>
        <translation>Temps hors de ce qui est vérifié où le modèle n&apos;est pas sûr ; vide : pas encore détecté</translation>
    </message>
    <message>
        <source>Checked time in which the model proposed something else than there is now</source>
        <translation>Temps vérifié où le modèle proposait autre chose que ce qu&apos;il y a maintenant</translation>
    </message>
    <message>
        <source>unknown artist</source>
        <translation>artiste inconnu</translation>
    </message>
    <message>
        <source>this folder</source>
        <translation>ce dossier</translation>
    </message>
    <message numerus="yes">
        <source>{0}: {1} of %n song(s) checked, {2} of {3}</source>
        <translation>
            <numerusform>{0} : {1} sur %n morceau vérifié, {2} sur {3}</numerusform>
            <numerusform>{0} : {1} sur %n morceaux vérifiés, {2} sur {3}</numerusform>
        </translation>
    </message>
    <message>
        <source>{0} s</source>
        <translation>{0} s</translation>
    </message>
    <message>
        <source>Set by hand. Only checked time is learned from</source>
        <translation>Défini à la main. On n&apos;apprend que du temps vérifié</translation>
    </message>
</context>
<context>
    <name>SongOpening</name>
    <message>
        <source>Opening {0}</source>
        <translation>Ouverture de {0}</translation>
    </message>
</context>
<context>
    <name>SongRows</name>
    <message>
        <source>Songs</source>
        <translation>Morceaux</translation>
    </message>
</context>
<context>
    <name>SongTable</name>
    <message>
        <source>Songs to learn from</source>
        <translation>Morceaux dont apprendre</translation>
    </message>
    <message>
        <source>Song</source>
        <translation>Morceau</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Dossier</translation>
    </message>
    <message>
        <source>Checked</source>
        <translation>Vérifié</translation>
    </message>
    <message>
        <source>Sung</source>
        <translation>Chanté</translation>
    </message>
    <message>
        <source>By hand</source>
        <translation>À la main</translation>
    </message>
    <message>
        <source>Artist</source>
        <translation>Artiste</translation>
    </message>
    <message>
        <source>Side</source>
        <translation>Côté</translation>
    </message>
    <message>
        <source>Only checked time is learned from. Open the song and check some of it.</source>
        <translation>On n’apprend que du temps vérifié. Ouvrez le morceau et vérifiez-en une partie.</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} sur {1}</translation>
    </message>
    <message>
        <source>cannot be read</source>
        <translation>illisible</translation>
    </message>
    <message>
        <source>nothing checked</source>
        <translation>rien de vérifié</translation>
    </message>
</context>
<context>
    <name>Songs</name>
    <message>
        <source>Open Folder</source>
        <translation>Ouvrir un dossier</translation>
    </message>
    <message numerus="yes">
        <source>%n song(s) new or changed</source>
        <translation>
            <numerusform>1 morceau nouveau ou modifié</numerusform>
            <numerusform>%n morceaux nouveaux ou modifiés</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n song(s) gone</source>
        <translation>
            <numerusform>1 morceau disparu</numerusform>
            <numerusform>%n morceaux disparus</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing has changed in the folder.</source>
        <translation>Rien n’a changé dans le dossier.</translation>
    </message>
    <message>
        <source>This is the last song.</source>
        <translation>C&apos;est le dernier morceau.</translation>
    </message>
    <message>
        <source>This is the first song.</source>
        <translation>C&apos;est le premier morceau.</translation>
    </message>
    <message>
        <source>Mark songs</source>
        <translation>Marquer les morceaux</translation>
    </message>
    <message>
        <source>Detect singing</source>
        <translation>Détecter le chant</translation>
    </message>
    <message>
        <source>Export labels</source>
        <translation>Exporter les étiquettes</translation>
    </message>
    <message>
        <source>Import labels</source>
        <translation>Importer des étiquettes</translation>
    </message>
    <message numerus="yes">
        <source>{0}: cancelled, {1} of %n song(s) done</source>
        <translation>
            <numerusform>{0} : annulé, {1} morceau traité sur un</numerusform>
            <numerusform>{0} : annulé, {1} morceaux traités sur %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0}: %n song(s) done</source>
        <translation>
            <numerusform>{0} : %n morceau terminé</numerusform>
            <numerusform>{0} : %n morceaux terminés</numerusform>
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
        <translation>Logarithmique</translation>
    </message>
    <message>
        <source>Linear</source>
        <translation>Linéaire</translation>
    </message>
    <message>
        <source>Axis</source>
        <translation>Axe</translation>
    </message>
    <message>
        <source>Wheel on the axis: zoom. Drag it: move. Double-click: all of it</source>
        <translation>Molette sur l&apos;axe&#xa0;: agrandir. Glisser&#xa0;: déplacer. Double-clic&#xa0;: tout</translation>
    </message>
    <message>
        <source>When zoomed in</source>
        <translation>En vue agrandie</translation>
    </message>
    <message>
        <source>Always</source>
        <translation>Toujours</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>Jamais</translation>
    </message>
    <message>
        <source>Fine picture</source>
        <translation>Image fine</translation>
    </message>
    <message>
        <source>Shows partials and vibrato; the detector hears the coarse one</source>
        <translation>Montre partiels et vibrato ; le détecteur utilise l&apos;image grossière</translation>
    </message>
    <message>
        <source>{0} ms ({1})</source>
        <translation>{0} ms ({1})</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Fenêtre</translation>
    </message>
    <message>
        <source>Of the fine picture, in samples: long for pitches, short for onsets</source>
        <translation>De l&apos;image fine, en échantillons&#xa0;: longue pour les hauteurs, courte pour les attaques</translation>
    </message>
</context>
<context>
    <name>SpectrogramPanel</name>
    <message>
        <source>Colours of the spectrogram</source>
        <translation>Couleurs du spectrogramme</translation>
    </message>
    <message>
        <source>Contrast of the spectrogram</source>
        <translation>Contraste du spectrogramme</translation>
    </message>
    <message>
        <source>Drag the lines: levels that have the first and the last colour</source>
        <translation>Glissez les lignes&#xa0;: niveaux qui ont la première et la dernière couleur</translation>
    </message>
    <message>
        <source>Spectrogram</source>
        <translation>Spectrogramme</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Réinitialiser</translation>
    </message>
    <message>
        <source>Show the levels that suit the song</source>
        <translation>Montrer les niveaux qui conviennent au morceau</translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>Stop</source>
        <translation>Arrêter</translation>
    </message>
    <message>
        <source>Detect the Rest</source>
        <translation>Détecter le reste</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Prêt</translation>
    </message>
    <message>
        <source>Model: {0}, pitch shifts averaged</source>
        <translation>Modèle&#xa0;: {0}, moyenne sur les hauteurs</translation>
    </message>
    <message>
        <source>Model: {0}</source>
        <translation>Modèle&#xa0;: {0}</translation>
    </message>
    <message>
        <source>No model</source>
        <translation>Aucun modèle</translation>
    </message>
    <message>
        <source>{0} not detected yet</source>
        <translation>{0} pas encore détectés</translation>
    </message>
    <message>
        <source>No playback</source>
        <translation>Pas de lecture</translation>
    </message>
    <message>
        <source>{0} % singing</source>
        <translation>{0}&#xa0;% de chant</translation>
    </message>
</context>
<context>
    <name>TapAnnotation</name>
    <message>
        <source>To tap regions, play the song, then hold the key as long as somebody sings</source>
        <translation>Pour taper des régions, lisez le morceau, puis tenez la touche enfoncée tant que quelqu&apos;un chante</translation>
    </message>
    <message>
        <source>Too short for a region: hold the key as long as somebody sings</source>
        <translation>Trop court pour une région&#xa0;: tenez la touche enfoncée tant que quelqu&apos;un chante</translation>
    </message>
    <message>
        <source>There is a region set by hand or from a file already</source>
        <translation>Il y a déjà une région posée à la main ou tirée d&apos;un fichier</translation>
    </message>
    <message>
        <source>Tap region</source>
        <translation>Taper une région</translation>
    </message>
</context>
<context>
    <name>TimelineView</name>
    <message>
        <source>Timeline</source>
        <translation>Ligne de temps</translation>
    </message>
</context>
<context>
    <name>TrainingController</name>
    <message>
        <source>Closing stops the training at its last checkpoint. You can resume it the next time.</source>
        <translation>La fermeture arrête l&apos;entraînement à son dernier point de reprise. Vous pourrez le reprendre la prochaine fois.</translation>
    </message>
    <message>
        <source>A model is being trained.</source>
        <translation>Un modèle est en cours d&apos;entraînement.</translation>
    </message>
    <message>
        <source>Stop training and close</source>
        <translation>Arrêter l&apos;entraînement et fermer</translation>
    </message>
    <message>
        <source>Keep training</source>
        <translation>Continuer l&apos;entraînement</translation>
    </message>
</context>
<context>
    <name>TrainingDialog</name>
    <message>
        <source>Train a Model</source>
        <translation>Entraîner un modèle</translation>
    </message>
    <message>
        <source>What to learn from</source>
        <translation>De quoi apprendre</translation>
    </message>
    <message>
        <source>How to learn</source>
        <translation>Comment apprendre</translation>
    </message>
    <message>
        <source>Start training</source>
        <translation>Lancer l&apos;entraînement</translation>
    </message>
    <message>
        <source>Give the new model a name without slashes.</source>
        <translation>Donnez au nouveau modèle un nom sans barres obliques.</translation>
    </message>
    <message>
        <source>Choose at least one corrected song or one folder.</source>
        <translation>Choisissez au moins un morceau corrigé ou un dossier.</translation>
    </message>
    <message>
        <source>There is a model of this name already. Choose another name.</source>
        <translation>Il y a déjà un modèle de ce nom. Choisissez-en un autre.</translation>
    </message>
    <message>
        <source>All of these songs are kept aside. Tick others, or choose some to learn from.</source>
        <translation>Tous ces morceaux sont mis de côté. Cochez-en d’autres, ou choisissez ceux dont on apprend.</translation>
    </message>
    <message>
        <source>“{0}” has learned from “{1}”, or from others by its artist, which are kept aside. Train from scratch, use another model first, or choose to learn from them.</source>
        <translation>«&#xa0;{0}&#xa0;» a appris de «&#xa0;{1}&#xa0;», ou d’autres morceaux de son artiste, qui sont mis de côté. Entraînez à partir de zéro, prenez d’abord un autre modèle, ou choisissez d’en apprendre.</translation>
    </message>
    <message>
        <source>Name of the new model</source>
        <translation>Nom du nouveau modèle</translation>
    </message>
    <message>
        <source>Where no song is kept aside, as of fewer than {0}, these tell how well the new model does</source>
        <translation>Là où aucun morceau n’est mis de côté, comme à moins de {0}, ils montrent ce que vaut le nouveau modèle</translation>
    </message>
    <message>
        <source>the model in use</source>
        <translation>le modèle en usage</translation>
    </message>
    <message>
        <source>Go on from “{0}”</source>
        <translation>Continuer à partir de «&#xa0;{0}&#xa0;»</translation>
    </message>
    <message>
        <source>From scratch</source>
        <translation>Partir de zéro</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Point de départ</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>Préréglage</translation>
    </message>
    <message>
        <source>Measure it by further trainings, each without one song</source>
        <translation>Le mesurer par des entraînements sans un morceau</translation>
    </message>
    <message>
        <source>On other songs of this folder, keep its answers</source>
        <translation>Garder ses réponses sur d’autres morceaux de ce dossier</translation>
    </message>
    <message>
        <source>Songs that are strange to a model can make it worse on others; this prevents it</source>
        <translation>Des morceaux étrangers à un modèle peuvent le rendre moins bon sur d’autres ; ceci l’évite</translation>
    </message>
    <message>
        <source>The training runs beside your work; it can be cancelled and resumed.</source>
        <translation>L&apos;entraînement se fait à côté de votre travail&#xa0;; il peut être annulé et repris.</translation>
    </message>
    <message>
        <source>Songs without labels on which its answers are kept: {0}.</source>
        <translation>Morceaux sans annotation sur lesquels ses réponses sont gardées : {0}.</translation>
    </message>
    <message>
        <source>No songs by others keep it as it is on other music, where it may then err more.</source>
        <translation>Aucun morceau d’autres artistes ne le maintient tel quel sur d’autres musiques, où il peut alors se tromper davantage.</translation>
    </message>
    <message>
        <source>“{0}”, which is unfinished, can then not be resumed.</source>
        <translation>«&#xa0;{0}&#xa0;», inachevé, ne pourra alors plus être repris.</translation>
    </message>
    <message>
        <source>To measure the new model, kept aside: {0}.</source>
        <translation>Mis de côté pour mesurer le nouveau modèle&#xa0;: {0}.</translation>
    </message>
    <message>
        <source>Further trainings to measure it: {0}, each without one song.</source>
        <translation>Autres entraînements pour le mesurer&#xa0;: {0}, chacun sans un morceau.</translation>
    </message>
    <message>
        <source>It will not be known whether the new model is better: too few songs are new to it.</source>
        <translation>On ne saura pas si le nouveau modèle est meilleur&#xa0;: trop peu de morceaux lui sont nouveaux.</translation>
    </message>
</context>
<context>
    <name>TrainingJob</name>
    <message>
        <source>Train</source>
        <translation>Entraîner</translation>
    </message>
</context>
<context>
    <name>TrainingPanel</name>
    <message>
        <source>Training</source>
        <translation>Entraînement</translation>
    </message>
    <message>
        <source>Use this model</source>
        <translation>Utiliser ce modèle</translation>
    </message>
    <message>
        <source>Keep the old model</source>
        <translation>Garder l&apos;ancien modèle</translation>
    </message>
    <message>
        <source>What changes…</source>
        <translation>Ce qui change…</translation>
    </message>
    <message>
        <source>Train…</source>
        <translation>Entraîner…</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Reprendre</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>The training of “{0}” is unfinished.</source>
        <translation>L&apos;entraînement de «&#xa0;{0}&#xa0;» est inachevé.</translation>
    </message>
    <message>
        <source>Correct some songs, then train the detector with them. You can go on working meanwhile.</source>
        <translation>Corrigez quelques morceaux, puis entraînez le détecteur avec eux. Vous pouvez continuer à travailler pendant ce temps.</translation>
    </message>
    <message>
        <source>Training “{0}”</source>
        <translation>Entraînement de «&#xa0;{0}&#xa0;»</translation>
    </message>
    <message>
        <source>Getting ready…</source>
        <translation>Préparation…</translation>
    </message>
    <message>
        <source>Reading recording {0} of {1}</source>
        <translation>Lecture de l&apos;enregistrement {0} sur {1}</translation>
    </message>
    <message>
        <source>Reading labels {0} of {1}</source>
        <translation>Lecture des étiquettes {0} sur {1}</translation>
    </message>
    <message>
        <source>Checking on songs left out: {0} of {1}</source>
        <translation>Vérification sur les morceaux laissés de côté&#xa0;: {0} sur {1}</translation>
    </message>
    <message>
        <source>Paused at update {0} of {1}</source>
        <translation>En pause à la mise à jour {0} sur {1}</translation>
    </message>
    <message>
        <source>Update {0} of {1}</source>
        <translation>Mise à jour {0} sur {1}</translation>
    </message>
    <message>
        <source>{0} left</source>
        <translation>encore {0}</translation>
    </message>
    <message numerus="yes">
        <source>Finished after %n updates.</source>
        <translation>
            <numerusform>Terminé après %n mise à jour.</numerusform>
            <numerusform>Terminé après %n mises à jour.</numerusform>
        </translation>
    </message>
    <message>
        <source>{0} % of frames wrong on the songs kept aside.</source>
        <translation>{0} % des trames sont fausses sur les morceaux mis de côté.</translation>
    </message>
    <message>
        <source>This model is in use now. Model &gt; Use the Model Before takes that back.</source>
        <translation>Ce modèle est maintenant en usage. Modèle &gt; Utiliser le modèle précédent revient en arrière.</translation>
    </message>
    <message>
        <source>Another model is in use now. This one can be used again from the Model menu.</source>
        <translation>Un autre modèle est utilisé maintenant. Celui-ci peut être repris depuis le menu Modèle.</translation>
    </message>
    <message>
        <source>Pausing…</source>
        <translation>Mise en pause…</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Continuer</translation>
    </message>
    <message>
        <source>Cancelled at update {0}.</source>
        <translation>Annulé à la mise à jour {0}.</translation>
    </message>
    <message>
        <source>Failed: {0}</source>
        <translation>Échec&#xa0;: {0}</translation>
    </message>
    <message>
        <source>It can go on from update {0}.</source>
        <translation>Il peut reprendre à la mise à jour {0}.</translation>
    </message>
    <message>
        <source>It can go on from where it was saved last.</source>
        <translation>Il peut reprendre au dernier enregistrement.</translation>
    </message>
    <message>
        <source>Nothing had been saved yet.</source>
        <translation>Rien n&apos;avait encore été enregistré.</translation>
    </message>
    <message>
        <source>It was not measured beside the old model.</source>
        <translation>Il n&apos;a pas été mesuré à côté de l&apos;ancien modèle.</translation>
    </message>
    <message>
        <source>“{0}” stays in use unless you choose the new one.</source>
        <translation>«&#xa0;{0}&#xa0;» reste en usage à moins que vous ne choisissiez le nouveau.</translation>
    </message>
    <message>
        <source>Use the new model anyway</source>
        <translation>Utiliser quand même le nouveau modèle</translation>
    </message>
    <message>
        <source>The old model stays in use. The new one can be opened from the Model menu.</source>
        <translation>L&apos;ancien modèle reste en usage. Le nouveau peut être ouvert depuis le menu Modèle.</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>Perte</translation>
    </message>
    <message>
        <source>loss (nats)</source>
        <translation>perte (nats)</translation>
    </message>
    <message>
        <source>Error on songs kept aside</source>
        <translation>Erreur sur les morceaux mis de côté</translation>
    </message>
    <message>
        <source>error (%)</source>
        <translation>erreur (%)</translation>
    </message>
</context>
<context>
    <name>TransportBar</name>
    <message>
        <source>of {0}</source>
        <translation>sur {0}</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>Volume</translation>
    </message>
    <message>
        <source>Speed, and part of the song that is heard</source>
        <translation>Vitesse et partie du morceau que l&apos;on entend</translation>
    </message>
    <message>
        <source>voice band</source>
        <translation>bande vocale</translation>
    </message>
    <message>
        <source>centre</source>
        <translation>centre</translation>
    </message>
    <message>
        <source>sides</source>
        <translation>côtés</translation>
    </message>
    <message>
        <source>harmonic</source>
        <translation>harmonique</translation>
    </message>
    <message>
        <source>How the view follows playback</source>
        <translation>Comment la vue suit la lecture</translation>
    </message>
</context>
<context>
    <name>TypedEdits</name>
    <message>
        <source>{0} is no time: type 83.5 or 1:23.5</source>
        <translation>{0} n&apos;est pas un temps : tapez 83,5 ou 1:23,5</translation>
    </message>
    <message>
        <source>Mark region as checked</source>
        <translation>Marquer la région comme vérifiée</translation>
    </message>
    <message>
        <source>Mark as not checked</source>
        <translation>Marquer comme non vérifié</translation>
    </message>
    <message>
        <source>A label has 1 to {0} letters on one line</source>
        <translation>Une étiquette a de 1 à {0} caractères sur une ligne</translation>
    </message>
    <message>
        <source>Relabel region</source>
        <translation>Changer l&apos;étiquette de la région</translation>
    </message>
    <message>
        <source>Set start</source>
        <translation>Fixer le début</translation>
    </message>
    <message>
        <source>Set end</source>
        <translation>Fixer la fin</translation>
    </message>
    <message>
        <source>This region is too short for its edges to be moved apart</source>
        <translation>Cette région est trop courte pour écarter ses bords</translation>
    </message>
    <message>
        <source>The start must be between {0} and {1}: regions do not overlap</source>
        <translation>Le début doit être entre {0} et {1}&#xa0;: les régions ne se chevauchent pas</translation>
    </message>
    <message>
        <source>The end must be between {0} and {1}: regions do not overlap</source>
        <translation>La fin doit être entre {0} et {1}&#xa0;: les régions ne se chevauchent pas</translation>
    </message>
</context>
<context>
    <name>UnsavedEdits</name>
    <message>
        <source>The last edits of {0} are not saved.</source>
        <translation>Les dernières modifications de {0} ne sont pas enregistrées.</translation>
    </message>
    <message>
        <source>

A copy in another folder holds the annotation with its history. Discarded edits are lost.</source>
        <translation>

Une copie dans un autre dossier contient l&apos;annotation avec son historique. Les modifications abandonnées sont perdues.</translation>
    </message>
    <message>
        <source>Try Again</source>
        <translation>Réessayer</translation>
    </message>
    <message>
        <source>Save a Copy To…</source>
        <translation>Enregistrer une copie sous…</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Abandonner</translation>
    </message>
    <message>
        <source>Save a Copy</source>
        <translation>Enregistrer une copie</translation>
    </message>
    <message>
        <source>{0}: nothing was written. A song&apos;s annotation belongs there, which a copy would replace. Choose another name, such as {1}.</source>
        <translation>{0} : rien n&apos;a été écrit. C&apos;est la place de l&apos;annotation d&apos;un morceau, qu&apos;une copie remplacerait. Choisissez un autre nom, par exemple {1}.</translation>
    </message>
    <message>
        <source>Your edits are in {0}. Edit &gt; Merge a Copy takes them in again.</source>
        <translation>Vos modifications sont dans {0}. Édition &gt; Fusionner une copie les reprend.</translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message>
        <source>Drop a song or a folder here</source>
        <translation>Déposez ici un morceau ou un dossier</translation>
    </message>
    <message>
        <source>See where the singing is, correct it by hand,
and train the detector on it.</source>
        <translation>Voyez où est le chant, corrigez-le à la main
et entraînez le détecteur avec cela.</translation>
    </message>
    <message>
        <source>Recent songs</source>
        <translation>Morceaux récents</translation>
    </message>
    <message>
        <source>Recent folders</source>
        <translation>Dossiers récents</translation>
    </message>
    <message>
        <source>Opening {0}…</source>
        <translation>Ouverture de {0}…</translation>
    </message>
    <message>
        <source>Choose a song of {0}</source>
        <translation>Choisir un morceau de {0}</translation>
    </message>
    <message>
        <source>Enter or a double click in the list opens it.
Songs &gt; Check What Teaches Most shows what to correct first.</source>
        <translation>Entrée ou un double clic dans la liste l&apos;ouvre.
Morceaux &gt; Vérifier ce qui apprend le plus montre quoi corriger d&apos;abord.</translation>
    </message>
    <message>
        <source>Open song…</source>
        <translation>Ouvrir un morceau…</translation>
    </message>
    <message>
        <source>Open folder…</source>
        <translation>Ouvrir un dossier…</translation>
    </message>
    <message>
        <source>Open demo song</source>
        <translation>Ouvrir le morceau de démonstration</translation>
    </message>
</context>
</TS>

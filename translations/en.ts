<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>ModelTable</name>
    <message numerus="yes">
        <source>* It learned from %n of these songs: on new ones it will do worse</source>
        <translation>
            <numerusform>* It learned from one of these songs: on new ones it will do worse</numerusform>
            <numerusform>* It learned from %n of these songs: on new ones it will do worse</numerusform>
        </translation>
    </message>
</context>
</TS>

<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>QObject</name>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message>
        <source>local</source>
        <translation>Ortszeit</translation>
    </message>
    <message>
        <source>UTC</source>
        <translation>UTC</translation>
    </message>
    <message>
        <source>s since first</source>
        <translation>s seit dem ersten</translation>
    </message>
    <message>
        <source>%1 (s)</source>
        <translation>%1 (s)</translation>
    </message>
    <message>
        <source>%1 (wire)</source>
        <translation>%1 (Leitung)</translation>
    </message>
    <message>
        <source>%1 (IP)</source>
        <translation>%1 (IP)</translation>
    </message>
    <message>
        <source>%1 bytes (%2)</source>
        <translation>%1 Bytes (%2)</translation>
    </message>
</context>
<context>
    <name>weir::Error</name>
    <message>
        <source>%1 (at offset %2)</source>
        <translation>%1 (an Position %2)</translation>
    </message>
    <message>
        <source>not a public suffix list that can be read</source>
        <translation>keine lesbare Liste öffentlicher Suffixe (Public Suffix List)</translation>
    </message>
    <message>
        <source>a capture filter of more than %1 characters</source>
        <translation>ein Mitschnittfilter von mehr als %1 Zeichen</translation>
    </message>
    <message>
        <source>a capture filter with a NUL character</source>
        <translation>ein Mitschnittfilter mit einem NUL-Zeichen</translation>
    </message>
    <message>
        <source>&quot;%1&quot; in the capture filter is a name; names are not looked up: give the address</source>
        <translation>„%1“ im Mitschnittfilter ist ein Name; Namen werden nicht aufgelöst: Geben Sie die Adresse an</translation>
    </message>
    <message>
        <source>capture filter: %1</source>
        <translation>Mitschnittfilter: %1</translation>
    </message>
    <message>
        <source>no such file</source>
        <translation>Datei nicht gefunden</translation>
    </message>
    <message>
        <source>permission denied</source>
        <translation>keine Berechtigung</translation>
    </message>
    <message>
        <source>not a capture (no pcap or pcapng magic)</source>
        <translation>kein Mitschnitt (weder pcap- noch pcapng-Kennung)</translation>
    </message>
    <message>
        <source>ends inside its pcapng section header</source>
        <translation>endet mitten im Abschnittskopf von pcapng</translation>
    </message>
    <message>
        <source>not a capture (a pcapng section header without its byte-order magic)</source>
        <translation>kein Mitschnitt (ein pcapng-Abschnittskopf ohne Kennung der Bytereihenfolge)</translation>
    </message>
    <message>
        <source>damaged pcapng section header</source>
        <translation>beschädigter pcapng-Abschnittskopf</translation>
    </message>
    <message>
        <source>unsupported pcapng version %1.%2</source>
        <translation>nicht unterstützte pcapng-Version %1.%2</translation>
    </message>
    <message>
        <source>%1 after %2 packets</source>
        <translation>%1 nach %2 Paketen</translation>
    </message>
    <message>
        <source>a section header without its byte-order magic</source>
        <translation>ein Abschnittskopf ohne Kennung der Bytereihenfolge</translation>
    </message>
    <message>
        <source>zero bytes instead of a block</source>
        <translation>Nullbytes anstelle eines Blocks</translation>
    </message>
    <message>
        <source>more than 65536 interfaces in a section; the others are ignored</source>
        <translation>mehr als 65536 Schnittstellen in einem Abschnitt; die übrigen werden ignoriert</translation>
    </message>
    <message>
        <source>more names than are kept; the others are left out</source>
        <translation>mehr Namen, als behalten werden; die übrigen sind weggelassen</translation>
    </message>
    <message>
        <source>packet %1 names an interface that its section lacks</source>
        <translation>Paket %1 nennt eine Schnittstelle, die es in seinem Abschnitt nicht gibt</translation>
    </message>
    <message>
        <source>ends inside its pcap file header</source>
        <translation>endet mitten im Dateikopf von pcap</translation>
    </message>
    <message>
        <source>unsupported pcap version %1.%2</source>
        <translation>nicht unterstützte pcap-Version %1.%2</translation>
    </message>
    <message>
        <source>nothing but zero bytes</source>
        <translation>nur noch Nullbytes</translation>
    </message>
    <message>
        <source>is compressed more than %1 times over; decompress it first</source>
        <translation>ist mehr als %1-mal komprimiert; entpacken Sie die Datei zuerst</translation>
    </message>
    <message>
        <source>cannot be kept for re-reading: the folder for temporary files is full</source>
        <translation>kann nicht zum erneuten Lesen aufbewahrt werden: Der Ordner für temporäre Dateien ist voll</translation>
    </message>
    <message>
        <source>more captures one after another than any file has</source>
        <translation>mehr aneinandergehängte Mitschnitte, als irgendeine Datei enthält</translation>
    </message>
    <message>
        <source>%1, in the middle of %2</source>
        <translation>%1, mitten in %2</translation>
    </message>
    <message>
        <source>nothing but zero bytes after %1 packets</source>
        <translation>nach %1 Paketen nur noch Nullbytes</translation>
    </message>
    <message>
        <source>ends in the middle of %1</source>
        <translation>endet mitten in %1</translation>
    </message>
    <message>
        <source>no capture given</source>
        <translation>kein Mitschnitt angegeben</translation>
    </message>
    <message>
        <source>%1</source>
        <translation>%1</translation>
    </message>
    <message>
        <source>line %1: the rule &apos;%2&apos; %3</source>
        <translation>Zeile %1: Die Regel „%2“ %3</translation>
    </message>
    <message>
        <source>there is no table &apos;%1&apos;; the tables are %2</source>
        <translation>es gibt keine Tabelle „%1“; die Tabellen sind %2</translation>
    </message>
    <message>
        <source>the key log cannot be read</source>
        <translation>die Schlüsseldatei kann nicht gelesen werden</translation>
    </message>
    <message>
        <source>holds no TLS keys (no line of the NSS key log format)</source>
        <translation>enthält keine TLS-Schlüssel (keine Zeile im NSS-Key-Log-Format)</translation>
    </message>
    <message>
        <source>out of memory; what was read before is shown</source>
        <translation>kein Speicher mehr; gezeigt wird, was bis dahin gelesen wurde</translation>
    </message>
    <message>
        <source>reading ended early: %1</source>
        <translation>das Lesen endete vorzeitig: %1</translation>
    </message>
    <message>
        <source>no limit is given</source>
        <translation>es ist keine Grenze angegeben</translation>
    </message>
    <message>
        <source>a limit is a number with /minute, /day or /month, or none; not &apos;%1&apos;</source>
        <translation>eine Grenze ist eine Zahl mit /minute, /day oder /month oder none; nicht „%1“</translation>
    </message>
    <message>
        <source>larger than 2 MiB</source>
        <translation>größer als 2 MiB</translation>
    </message>
    <message>
        <source>not a bootstrap file of version 1.0</source>
        <translation>keine Bootstrap-Datei der Version 1.0</translation>
    </message>
    <message>
        <source>no entry that can be used</source>
        <translation>kein verwendbarer Eintrag</translation>
    </message>
    <message>
        <source>&quot;body&quot; is too long</source>
        <translation>&quot;body&quot; ist zu lang</translation>
    </message>
    <message>
        <source>&quot;url&quot; or &quot;body&quot; needs {value}, not both</source>
        <translation>&quot;url&quot; oder &quot;body&quot; braucht {value}, nicht beide</translation>
    </message>
    <message>
        <source>&quot;url&quot; is https, with {value} behind the host</source>
        <translation>&quot;url&quot; ist https, mit {value} hinter dem Host</translation>
    </message>
    <message>
        <source>&quot;id&quot; is a word of 2 to 20 small letters and digits</source>
        <translation>&quot;id&quot; ist ein Wort aus 2 bis 20 Kleinbuchstaben und Ziffern</translation>
    </message>
    <message>
        <source>&quot;name&quot; is missing</source>
        <translation>&quot;name&quot; fehlt</translation>
    </message>
    <message>
        <source>&quot;for&quot; is a list of &quot;address&quot;, &quot;domain&quot; and &quot;hash&quot;</source>
        <translation>&quot;for&quot; ist eine Liste aus &quot;address&quot;, &quot;domain&quot; und &quot;hash&quot;</translation>
    </message>
    <message>
        <source>&quot;key_header&quot; is no name of a header</source>
        <translation>&quot;key_header&quot; ist kein Name eines Headers</translation>
    </message>
    <message>
        <source>&quot;key_prefix&quot; is one line</source>
        <translation>&quot;key_prefix&quot; ist eine einzige Zeile</translation>
    </message>
    <message>
        <source>&quot;limits&quot;: %1</source>
        <translation>&quot;limits&quot;: %1</translation>
    </message>
    <message>
        <source>a column has a &quot;name&quot; of small letters, digits and _, and a &quot;path&quot;</source>
        <translation>eine Spalte hat einen &quot;name&quot; aus Kleinbuchstaben, Ziffern und _ und einen &quot;path&quot;</translation>
    </message>
    <message>
        <source>more than 30 columns</source>
        <translation>mehr als 30 Spalten</translation>
    </message>
    <message>
        <source>neither &quot;columns&quot; nor a verdict</source>
        <translation>weder &quot;columns&quot; noch ein Urteil</translation>
    </message>
    <message>
        <source>a key has 1 to 512 characters</source>
        <translation>ein Schlüssel hat 1 bis 512 Zeichen</translation>
    </message>
    <message>
        <source>a key has no spaces, control characters or letters beyond ASCII</source>
        <translation>ein Schlüssel hat keine Leerzeichen, Steuerzeichen oder Buchstaben außerhalb von ASCII</translation>
    </message>
    <message>
        <source>no such provider</source>
        <translation>diesen Dienst gibt es nicht</translation>
    </message>
    <message>
        <source>the link is for something else</source>
        <translation>der Link ist für etwas anderes</translation>
    </message>
    <message>
        <source>not a URL</source>
        <translation>keine URL</translation>
    </message>
    <message>
        <source>not a JSON array: %1</source>
        <translation>kein JSON-Array: %1</translation>
    </message>
    <message>
        <source>link %1: %2</source>
        <translation>Link %1: %2</translation>
    </message>
    <message>
        <source>more than 100 links</source>
        <translation>mehr als 100 Links</translation>
    </message>
    <message>
        <source>not a regular file, which alone is written to</source>
        <translation>keine gewöhnliche Datei; nur in solche wird geschrieben</translation>
    </message>
    <message>
        <source>this is an opened capture, which is never written to</source>
        <translation>das ist ein geöffneter Mitschnitt; in solche wird nie geschrieben</translation>
    </message>
    <message>
        <source>the name of a file is missing</source>
        <translation>es fehlt ein Dateiname</translation>
    </message>
    <message>
        <source>is a symbolic link that nobody named; nothing was written</source>
        <translation>ist ein symbolischer Link, den niemand genannt hat; es wurde nichts geschrieben</translation>
    </message>
    <message>
        <source>stopped before the end; nothing was written</source>
        <translation>vor dem Ende angehalten; es wurde nichts geschrieben</translation>
    </message>
    <message>
        <source>the packets cannot be read again: standard input was not kept</source>
        <translation>die Pakete können nicht noch einmal gelesen werden: Die Standardeingabe wurde nicht aufbewahrt</translation>
    </message>
    <message>
        <source>there is no such flow</source>
        <translation>diese Verbindung gibt es nicht</translation>
    </message>
    <message>
        <source>only TCP and UDP can be followed, not %1</source>
        <translation>nur TCP und UDP lassen sich verfolgen, nicht %1</translation>
    </message>
    <message>
        <source>following the flow was cancelled</source>
        <translation>das Verfolgen wurde abgebrochen</translation>
    </message>
    <message>
        <source>frame %1 can no longer be read: the capture changed since it was opened</source>
        <translation>Frame %1 ist nicht mehr lesbar: Der Mitschnitt hat sich seit dem Öffnen verändert</translation>
    </message>
    <message>
        <source>writing the packets was cancelled</source>
        <translation>das Schreiben der Pakete wurde abgebrochen</translation>
    </message>
    <message>
        <source>the packets cannot be written</source>
        <translation>die Pakete können nicht geschrieben werden</translation>
    </message>
    <message>
        <source>what the capture says before frame %1 can no longer be read, or is more than 64 MiB</source>
        <translation>was im Mitschnitt vor Frame %1 steht, ist nicht mehr lesbar oder größer als 64 MiB</translation>
    </message>
    <message>
        <source>saving was cancelled</source>
        <translation>das Sichern wurde abgebrochen</translation>
    </message>
    <message>
        <source>the archive cannot be written, or is there already</source>
        <translation>das Archiv kann nicht geschrieben werden oder ist schon vorhanden</translation>
    </message>
    <message>
        <source>the file of frame %1 was not found again</source>
        <translation>die Datei aus Frame %1 wurde nicht wiedergefunden</translation>
    </message>
    <message>
        <source>no temporary file can be written</source>
        <translation>es kann keine temporäre Datei geschrieben werden</translation>
    </message>
    <message>
        <source>out of memory</source>
        <translation>kein Speicher mehr</translation>
    </message>
    <message>
        <source>the archive cannot be written</source>
        <translation>das Archiv kann nicht geschrieben werden</translation>
    </message>
    <message>
        <source>the archive cannot be encrypted</source>
        <translation>das Archiv kann nicht verschlüsselt werden</translation>
    </message>
    <message>
        <source>the archive cannot be written: %1</source>
        <translation>das Archiv kann nicht geschrieben werden: %1</translation>
    </message>
    <message>
        <source>holds no address, network, name or hash</source>
        <translation>enthält keine Adresse, kein Netz, keinen Namen und keinen Hash</translation>
    </message>
    <message>
        <source>cannot be read</source>
        <translation>kann nicht gelesen werden</translation>
    </message>
    <message>
        <source>is larger than 1 GiB</source>
        <translation>ist größer als 1 GiB</translation>
    </message>
    <message>
        <source>line %1: %2</source>
        <translation>Zeile %1: %2</translation>
    </message>
    <message>
        <source>not a regular file</source>
        <translation>keine gewöhnliche Datei</translation>
    </message>
    <message>
        <source>a case has at most %1 bytes</source>
        <translation>ein Fall hat höchstens %1 Bytes</translation>
    </message>
    <message>
        <source>not a case: &quot;format&quot; is not &quot;weir-case&quot;</source>
        <translation>kein Fall: &quot;format&quot; ist nicht &quot;weir-case&quot;</translation>
    </message>
    <message>
        <source>a case of a version that this Weir does not know</source>
        <translation>ein Fall einer Version, die dieses Weir nicht kennt</translation>
    </message>
    <message>
        <source>a case needs captures in files, whose SHA-256 binds it to them</source>
        <translation>ein Fall braucht Mitschnitte in Dateien, an deren SHA-256 er gebunden ist</translation>
    </message>
    <message>
        <source>this case is about another capture (its SHA-256 is not this one&apos;s), so it is not applied</source>
        <translation>dieser Fall betrifft einen anderen Mitschnitt (dessen SHA-256 nicht dieser ist) und wird deshalb nicht angewandt</translation>
    </message>
    <message>
        <source>is there already, and no provenance of Weir&apos;s; nothing was written</source>
        <translation>ist schon vorhanden und kein Herkunftsnachweis von Weir; es wurde nichts geschrieben</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is no address, no name and no *.name</source>
        <translation>„%1“ ist keine Adresse, kein Name und kein *.name</translation>
    </message>
    <message>
        <source>this belongs to no conversation</source>
        <translation>das gehört zu keiner Verbindung</translation>
    </message>
    <message>
        <source>there is not enough memory to read this capture</source>
        <translation>der Speicher reicht nicht aus, um diesen Mitschnitt zu lesen</translation>
    </message>
    <message>
        <source>no further thread can be started to read this capture</source>
        <translation>zum Lesen dieses Mitschnitts lässt sich kein weiterer Thread starten</translation>
    </message>
    <message>
        <source>frame %1 can no longer be read: the capture changed since it was opened, or was not kept</source>
        <translation>Frame %1 ist nicht mehr lesbar: Der Mitschnitt hat sich seit dem Öffnen verändert oder wurde nicht aufbewahrt</translation>
    </message>
    <message>
        <source>empty file</source>
        <translation>leere Datei</translation>
    </message>
    <message>
        <source>is no log of Zeek</source>
        <translation>ist kein Log von Zeek</translation>
    </message>
    <message>
        <source>has no fields</source>
        <translation>hat keine Felder</translation>
    </message>
    <message>
        <source>a line of more than 1 MiB</source>
        <translation>eine Zeile von mehr als 1 MiB</translation>
    </message>
    <message>
        <source>no log given</source>
        <translation>kein Log angegeben</translation>
    </message>
    <message>
        <source>DNS messages with more records or text than are kept of one; the rest is left out: %1</source>
        <translation>DNS-Nachrichten mit mehr Einträgen oder Text, als von einer behalten wird; der Rest ist weggelassen: %1</translation>
    </message>
    <message>
        <source>more names and other texts than are kept; shown as …: %1</source>
        <translation>mehr Namen und andere Texte, als behalten werden; als … gezeigt: %1</translation>
    </message>
</context>
<context>
    <name>weir::charts</name>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 d</source>
        <translation>%1 d</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 h</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>%1 µs</source>
        <translation>%1 µs</translation>
    </message>
    <message>
        <source>%1 ns</source>
        <translation>%1 ns</translation>
    </message>
</context>
<context>
    <name>weir::charts::PictureMenu</name>
    <message>
        <source>&amp;Copy picture</source>
        <translation>Bild &amp;kopieren</translation>
    </message>
</context>
<context>
    <name>weir::charts::StoryChart</name>
    <message>
        <source>Story: what happened when</source>
        <translation>Verlauf: was wann geschah</translation>
    </message>
    <message>
        <source>No event stands out</source>
        <translation>Kein Ereignis fällt auf</translation>
    </message>
    <message>
        <source>&amp;Copy picture</source>
        <translation>Bild &amp;kopieren</translation>
    </message>
    <message>
        <source>Show &amp;all</source>
        <translation>&amp;Alles zeigen</translation>
    </message>
    <message numerus="yes">
        <source>%1 events</source>
        <translation>
            <numerusform>%1 Ereignis</numerusform>
            <numerusform>%1 Ereignisse</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>weir::charts::TalkChart</name>
    <message>
        <source>Picture: who talks to whom</source>
        <translation>Bild: wer mit wem spricht</translation>
    </message>
    <message>
        <source>&amp;Copy picture</source>
        <translation>Bild &amp;kopieren</translation>
    </message>
</context>
<context>
    <name>weir::charts::TalkWords</name>
    <message numerus="yes">
        <source>%1 more machines</source>
        <translation>
            <numerusform>%1 weiterer Rechner</numerusform>
            <numerusform>%1 weitere Rechner</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 more hosts</source>
        <translation>
            <numerusform>%1 weiterer Host</numerusform>
            <numerusform>%1 weitere Hosts</numerusform>
        </translation>
    </message>
    <message>
        <source>Never named</source>
        <translation>Nie benannt</translation>
    </message>
    <message>
        <source>At home</source>
        <translation>Zu Hause</translation>
    </message>
    <message>
        <source>Multicast and broadcast</source>
        <translation>Multicast und Broadcast</translation>
    </message>
    <message>
        <source>Others</source>
        <translation>Andere</translation>
    </message>
    <message>
        <source>serious</source>
        <translation>ernst</translation>
    </message>
    <message>
        <source>worth a look</source>
        <translation>sehenswert</translation>
    </message>
    <message>
        <source>No name led to these addresses: malware brings its addresses along.</source>
        <translation>Kein Name führte zu diesen Adressen: Schadsoftware bringt ihre Adressen mit.</translation>
    </message>
    <message numerus="yes">
        <source>%1 hosts</source>
        <translation>
            <numerusform>%1 Host</numerusform>
            <numerusform>%1 Hosts</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 and %2</source>
        <translation>%1 und %2</translation>
    </message>
    <message numerus="yes">
        <source>%1 in %2 packets</source>
        <translation>
            <numerusform>%1 in %2 Paket</numerusform>
            <numerusform>%1 in %2 Paketen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>weir::charts::TimelineChart</name>
    <message>
        <source>%1 in spans of %2, from %3; the most is %4, at %5</source>
        <translation>%1 in Abschnitten von %2, ab %3; am meisten sind es %4, bei %5</translation>
    </message>
    <message>
        <source>; %1 match the filter</source>
        <translation>; %1 entsprechen dem Filter</translation>
    </message>
    <message>
        <source>%1 bytes (%2)</source>
        <translation>%1 Bytes (%2)</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>matching the filter: %1</source>
        <translation>dem Filter entsprechend: %1</translation>
    </message>
</context>
<context>
    <name>weir::controllers::Actions</name>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Open…</source>
        <translation>&amp;Öffnen…</translation>
    </message>
    <message>
        <source>Open &amp;Recent</source>
        <translation>&amp;Zuletzt geöffnet</translation>
    </message>
    <message>
        <source>&amp;New Window</source>
        <translation>&amp;Neues Fenster</translation>
    </message>
    <message>
        <source>Re&amp;load</source>
        <translation>Neu &amp;laden</translation>
    </message>
    <message>
        <source>S&amp;top Reading</source>
        <translation>Lesen &amp;anhalten</translation>
    </message>
    <message>
        <source>&amp;Export Table…</source>
        <translation>Tabelle &amp;exportieren…</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>S&amp;chließen</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>&amp;Clear This List</source>
        <translation>Diese Liste &amp;leeren</translation>
    </message>
    <message>
        <source>&amp;Keep This List</source>
        <translation>Diese Liste &amp;führen</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;Copy Rows</source>
        <translation>Zeilen &amp;kopieren</translation>
    </message>
    <message>
        <source>Copy Rows as C&amp;SV</source>
        <translation>Zeilen als C&amp;SV kopieren</translation>
    </message>
    <message>
        <source>Select &amp;All</source>
        <translation>&amp;Alles auswählen</translation>
    </message>
    <message>
        <source>Loo&amp;k Up…</source>
        <translation>A&amp;uskunft einholen…</translation>
    </message>
    <message>
        <source>&amp;Filter</source>
        <translation>&amp;Filter</translation>
    </message>
    <message>
        <source>C&amp;lear Filter</source>
        <translation>Filter &amp;leeren</translation>
    </message>
    <message>
        <source>&amp;Back to Earlier Filter</source>
        <translation>&amp;Zurück zum früheren Filter</translation>
    </message>
    <message>
        <source>F&amp;orward to Later Filter</source>
        <translation>&amp;Vor zum späteren Filter</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Go to</source>
        <translation>&amp;Gehe zu</translation>
    </message>
    <message>
        <source>&amp;Times</source>
        <translation>&amp;Zeiten</translation>
    </message>
    <message>
        <source>&amp;UTC</source>
        <translation>&amp;UTC</translation>
    </message>
    <message>
        <source>&amp;Local</source>
        <translation>&amp;Ortszeit</translation>
    </message>
    <message>
        <source>&amp;Seconds Since First Packet</source>
        <translation>&amp;Sekunden seit dem ersten Paket</translation>
    </message>
    <message>
        <source>&amp;Bytes</source>
        <translation>&amp;Bytes</translation>
    </message>
    <message>
        <source>&amp;IP Length, Without Padding</source>
        <translation>&amp;IP-Länge, ohne Füllung</translation>
    </message>
    <message>
        <source>&amp;Length on the Wire, as Wireshark Counts</source>
        <translation>&amp;Länge auf der Leitung, wie Wireshark zählt</translation>
    </message>
    <message>
        <source>Count by &amp;Innermost IP Header</source>
        <translation>Nach dem &amp;innersten IP-Kopf zählen</translation>
    </message>
    <message>
        <source>&amp;Home Networks…</source>
        <translation>&amp;Heimatnetze…</translation>
    </message>
    <message>
        <source>Show &amp;All Columns</source>
        <translation>Alle &amp;Spalten zeigen</translation>
    </message>
    <message>
        <source>&amp;Reset Columns</source>
        <translation>Spalten zu&amp;rücksetzen</translation>
    </message>
    <message>
        <source>&amp;Lookups</source>
        <translation>A&amp;uskünfte</translation>
    </message>
    <message>
        <source>&amp;Full Screen</source>
        <translation>&amp;Vollbild</translation>
    </message>
    <message>
        <source>&amp;Packets</source>
        <translation>&amp;Pakete</translation>
    </message>
    <message>
        <source>Save &amp;All Filtered Packets…</source>
        <translation>&amp;Alle gefilterten Pakete speichern…</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>An&amp;halten</translation>
    </message>
    <message>
        <source>&amp;Cancel All</source>
        <translation>Alle abbre&amp;chen</translation>
    </message>
    <message>
        <source>&amp;Offline: Send Nothing</source>
        <translation>&amp;Offline: nichts senden</translation>
    </message>
    <message>
        <source>Ke&amp;ys…</source>
        <translation>&amp;Schlüssel…</translation>
    </message>
    <message>
        <source>Pages to Open in the &amp;Browser…</source>
        <translation>Seiten zum Öffnen im &amp;Browser…</translation>
    </message>
    <message>
        <source>What &amp;Was Sent…</source>
        <translation>&amp;Was gesendet wurde…</translation>
    </message>
    <message>
        <source>Lookup &amp;Settings…</source>
        <translation>&amp;Einstellungen der Auskünfte…</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>&amp;Filters and Keys</source>
        <translation>&amp;Filter und Tasten</translation>
    </message>
    <message>
        <source>&amp;About Weir</source>
        <translation>Ü&amp;ber Weir</translation>
    </message>
    <message>
        <source>Show &amp;Packets</source>
        <translation>Pakete &amp;zeigen</translation>
    </message>
    <message>
        <source>Follow Co&amp;nversation</source>
        <translation>Konversation verfol&amp;gen</translation>
    </message>
    <message>
        <source>Save Packe&amp;ts As…</source>
        <translation>Pakete speichern u&amp;nter…</translation>
    </message>
    <message>
        <source>Open Capture in Wire&amp;shark</source>
        <translation>Mitschnitt in &amp;Wireshark öffnen</translation>
    </message>
    <message>
        <source>&amp;Next Match</source>
        <translation>&amp;Nächster Treffer</translation>
    </message>
    <message>
        <source>&amp;Previous Match</source>
        <translation>Vo&amp;riger Treffer</translation>
    </message>
    <message>
        <source>Copy Rows as &amp;JSON</source>
        <translation>Zeilen als &amp;JSON kopieren</translation>
    </message>
    <message>
        <source>Make a &amp;Rule from This Filter</source>
        <translation>Aus diesem Filter eine Regel &amp;machen</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>Look Up</source>
        <translation>Nachschlagen</translation>
    </message>
    <message>
        <source>Save Packets</source>
        <translation>Pakete speichern</translation>
    </message>
    <message>
        <source>Add TLS &amp;Keys…</source>
        <translation>&amp;TLS-Schlüssel hinzufügen…</translation>
    </message>
</context>
<context>
    <name>weir::controllers::BaselineController</name>
    <message>
        <source>The baseline could not be read. %1</source>
        <translation>Der Vergleichsmitschnitt ließ sich nicht lesen. %1</translation>
    </message>
    <message>
        <source>Compare with Baseline</source>
        <translation>Mit Mitschnitt vergleichen</translation>
    </message>
</context>
<context>
    <name>weir::controllers::CaseActions</name>
    <message>
        <source>C&amp;ase</source>
        <translation>Fa&amp;ll</translation>
    </message>
    <message>
        <source>&amp;Benign</source>
        <translation>&amp;Harmlos</translation>
    </message>
    <message>
        <source>&amp;Suspicious</source>
        <translation>&amp;Verdächtig</translation>
    </message>
    <message>
        <source>&amp;Malicious</source>
        <translation>&amp;Bösartig</translation>
    </message>
    <message>
        <source>&amp;None</source>
        <translation>&amp;Kein Urteil</translation>
    </message>
    <message>
        <source>Save &amp;Report…</source>
        <translation>&amp;Bericht speichern…</translation>
    </message>
    <message>
        <source>Save &amp;Indicators of Selected Rows…</source>
        <translation>&amp;Indikatoren der gewählten Zeilen speichern…</translation>
    </message>
    <message>
        <source>Save Indicators of To&amp;p Findings…</source>
        <translation>Indikatoren der obersten Be&amp;funde speichern…</translation>
    </message>
    <message>
        <source>&amp;Compare with Baseline…</source>
        <translation>Mit Mitschnitt &amp;vergleichen…</translation>
    </message>
    <message>
        <source>&amp;End Comparison</source>
        <translation>Vergleich b&amp;eenden</translation>
    </message>
    <message>
        <source>&amp;Write a Provenance File with Each Export</source>
        <translation>Zu jedem Export eine Datei zur &amp;Herkunft schreiben</translation>
    </message>
    <message>
        <source>&amp;Mark with Star</source>
        <translation>Mit Stern &amp;markieren</translation>
    </message>
    <message>
        <source>E&amp;dit Note…</source>
        <translation>N&amp;otiz bearbeiten…</translation>
    </message>
    <message>
        <source>&amp;Judge</source>
        <translation>Beurtei&amp;len</translation>
    </message>
    <message>
        <source>&amp;Undo Last Mark</source>
        <translation>Letzte Markierung &amp;zurücknehmen</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Bericht</translation>
    </message>
</context>
<context>
    <name>weir::controllers::CaseController</name>
    <message>
        <source>frame %1</source>
        <translation>Frame %1</translation>
    </message>
    <message>
        <source>the capture was not opened from a file</source>
        <translation>der Mitschnitt wurde nicht aus einer Datei geöffnet</translation>
    </message>
    <message>
        <source>Weir was started with --private</source>
        <translation>Weir wurde mit --private gestartet</translation>
    </message>
    <message>
        <source>the existing notes file could not be read and was not changed</source>
        <translation>die vorhandene Notizdatei ließ sich nicht lesen und wurde nicht geändert</translation>
    </message>
    <message>
        <source>Stars and notes could not be read. %1</source>
        <translation>Sterne und Notizen ließen sich nicht lesen. %1</translation>
    </message>
    <message>
        <source>Stars, verdicts and notes will be lost when this capture is closed: %1.</source>
        <translation>Sterne, Urteile und Notizen gehen verloren, sobald dieser Mitschnitt geschlossen wird: %1.</translation>
    </message>
    <message>
        <source>Stars, verdicts and notes could not be saved and will be lost when this capture is closed. %1</source>
        <translation>Sterne, Urteile und Notizen ließen sich nicht speichern und gehen verloren, sobald dieser Mitschnitt geschlossen wird. %1</translation>
    </message>
    <message>
        <source>Rows can be marked once the capture has been read.</source>
        <translation>Zeilen lassen sich markieren, sobald der Mitschnitt gelesen ist.</translation>
    </message>
    <message>
        <source>Select no more than %1 rows to mark them.</source>
        <translation>Zum Markieren höchstens %1 Zeilen auswählen.</translation>
    </message>
    <message>
        <source>Select rows with addresses, names, conversations (grouped by all five keys) or frames first.</source>
        <translation>Zuerst Zeilen mit Adressen, Namen, Konversationen (nach allen fünf Schlüsseln gruppiert) oder Frames auswählen.</translation>
    </message>
    <message>
        <source>Note on %1</source>
        <translation>Notiz zu %1</translation>
    </message>
    <message>
        <source>The same note on each of %1 subjects</source>
        <translation>Dieselbe Notiz zu jedem von %1 Gegenständen</translation>
    </message>
    <message>
        <source>the notes file beside this capture is not yours</source>
        <translation>die Notizdatei neben dieser Aufzeichnung ist nicht Ihre</translation>
    </message>
    <message numerus="yes">
        <source>Stars, verdicts and notes on %1 subjects lie beside this capture (%2, last written %3). They were not made here, and are not shown unless you want it.</source>
        <translation>
            <numerusform>Sterne, Urteile und Notizen zu %1 Gegenstand liegen neben dieser Aufzeichnung (%2, zuletzt geschrieben %3). Sie wurden nicht hier gemacht und werden nur gezeigt, wenn Sie es wollen.</numerusform>
            <numerusform>Sterne, Urteile und Notizen zu %1 Gegenständen liegen neben dieser Aufzeichnung (%2, zuletzt geschrieben %3). Sie wurden nicht hier gemacht und werden nur gezeigt, wenn Sie es wollen.</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Take Them Over</source>
        <translation>&amp;Übernehmen</translation>
    </message>
    <message numerus="yes">
        <source>Marks on %1 subjects were changed in another window or by somebody else; they are shown now.</source>
        <translation>
            <numerusform>Markierungen zu %1 Gegenstand wurden in einem anderen Fenster oder von jemand anderem geändert und werden jetzt gezeigt.</numerusform>
            <numerusform>Markierungen zu %1 Gegenständen wurden in einem anderen Fenster oder von jemand anderem geändert und werden jetzt gezeigt.</numerusform>
        </translation>
    </message>
    <message>
        <source>Marks Not Saved</source>
        <translation>Markierungen nicht gespeichert</translation>
    </message>
    <message>
        <source>Stars, verdicts and notes could not be saved beside this capture.</source>
        <translation>Sterne, Urteile und Notizen konnten nicht neben diesem Mitschnitt gespeichert werden.</translation>
    </message>
    <message>
        <source>Kept among your own data, they are found again whenever this very capture is opened, wherever it lies.</source>
        <translation>Unter Ihren eigenen Daten aufbewahrt, werden sie wiedergefunden, sobald genau dieser Mitschnitt geöffnet wird, wo immer er liegt.</translation>
    </message>
    <message>
        <source>&amp;Keep Among My Data</source>
        <translation>Bei meinen &amp;Daten aufbewahren</translation>
    </message>
    <message>
        <source>&amp;Discard</source>
        <translation>&amp;Verwerfen</translation>
    </message>
</context>
<context>
    <name>weir::controllers::Exporter</name>
    <message>
        <source>Export Table</source>
        <translation>Tabelle exportieren</translation>
    </message>
    <message>
        <source>CSV (*.csv);;JSON (*.json);;JSON lines (*.ndjson)</source>
        <translation>CSV (*.csv);;JSON (*.json);;JSON-Zeilen (*.ndjson)</translation>
    </message>
    <message numerus="yes">
        <source>%1 rows written to %2</source>
        <translation>
            <numerusform>%1 Zeile nach %2 geschrieben</numerusform>
            <numerusform>%1 Zeilen nach %2 geschrieben</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 was not written: %2</source>
        <translation>%1 wurde nicht geschrieben: %2</translation>
    </message>
    <message>
        <source>%1. They are partial: the capture was not read to its end.</source>
        <translation>%1. Sie sind unvollständig: Der Mitschnitt wurde nicht bis zum Ende gelesen.</translation>
    </message>
    <message>
        <source>Show in &amp;Folder</source>
        <translation>Im &amp;Ordner zeigen</translation>
    </message>
    <message>
        <source>%1 is written as soon as the table is final.</source>
        <translation>%1 wird geschrieben, sobald die Tabelle endgültig ist.</translation>
    </message>
</context>
<context>
    <name>weir::controllers::KeyLogController</name>
    <message>
        <source>Add TLS Keys</source>
        <translation>TLS-Schlüssel hinzufügen</translation>
    </message>
    <message>
        <source>Key logs (*.log *.txt *.keys *.keylog);;All files (*)</source>
        <translation>Schlüsseldateien (*.log *.txt *.keys *.keylog);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>%1 holds no TLS keys. A key log has lines such as CLIENT_RANDOM … , as browsers write them to the file that SSLKEYLOGFILE names.</source>
        <translation>%1 enthält keine TLS-Schlüssel. Eine Schlüsseldatei hat Zeilen wie CLIENT_RANDOM …, wie Browser sie in die Datei schreiben, die SSLKEYLOGFILE nennt.</translation>
    </message>
</context>
<context>
    <name>weir::controllers::LookupController</name>
    <message>
        <source>Lookups</source>
        <translation>Auskünfte</translation>
    </message>
    <message>
        <source>Show the Lookups pane</source>
        <translation>Den Bereich Auskünfte zeigen</translation>
    </message>
    <message>
        <source>Select rows with addresses or names to look up.</source>
        <translation>Wählen Sie Zeilen mit Adressen oder Namen aus, zu denen Auskunft eingeholt werden soll.</translation>
    </message>
    <message numerus="yes">
        <source>Only the first %1 of the selected addresses and names are looked up.</source>
        <translation>
            <numerusform>Nur über die erste der ausgewählten Adressen und Namen wird Auskunft eingeholt (%1).</numerusform>
            <numerusform>Nur über die ersten %1 der ausgewählten Adressen und Namen wird Auskunft eingeholt.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 lookups were pending when Weir ended.</source>
        <translation>
            <numerusform>%1 Auskunft stand noch aus, als Weir endete.</numerusform>
            <numerusform>%1 Auskünfte standen noch aus, als Weir endete.</numerusform>
        </translation>
    </message>
    <message>
        <source>Go &amp;Online and Resume</source>
        <translation>&amp;Online gehen und fortsetzen</translation>
    </message>
    <message>
        <source>&amp;Resume</source>
        <translation>&amp;Fortsetzen</translation>
    </message>
    <message>
        <source>&amp;Discard</source>
        <translation>&amp;Verwerfen</translation>
    </message>
</context>
<context>
    <name>weir::controllers::PacketController</name>
    <message>
        <source>Save Packets</source>
        <translation>Pakete speichern</translation>
    </message>
    <message>
        <source>Captures (*.%1);;All files (*)</source>
        <translation>Mitschnitte (*.%1);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Looking for the packets…</source>
        <translation>Die Pakete werden gesucht…</translation>
    </message>
    <message>
        <source>Writing packets: %1 of %2</source>
        <translation>Pakete werden geschrieben: %1 von %2</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>Abbre&amp;chen</translation>
    </message>
    <message numerus="yes">
        <source>%1 packets written to %2</source>
        <translation>
            <numerusform>%1 Paket nach %2 geschrieben</numerusform>
            <numerusform>%1 Pakete nach %2 geschrieben</numerusform>
        </translation>
    </message>
    <message>
        <source>Open in &amp;Wireshark</source>
        <translation>In &amp;Wireshark öffnen</translation>
    </message>
    <message>
        <source>%1 was not written: %2</source>
        <translation>%1 wurde nicht geschrieben: %2</translation>
    </message>
    <message>
        <source>Copy as &amp;Wireshark filter: %1</source>
        <translation>Als Wireshar&amp;k-Filter kopieren: %1</translation>
    </message>
    <message>
        <source>Copy as &amp;BPF: %1</source>
        <translation>Als &amp;BPF kopieren: %1</translation>
    </message>
    <message>
        <source>Copy conversation as Wires&amp;hark filter: %1</source>
        <translation>Konversation als Wires&amp;hark-Filter kopieren: %1</translation>
    </message>
    <message>
        <source>Select rows with addresses, names, conversations or frames first.</source>
        <translation>Wählen Sie zuerst Zeilen mit Adressen, Namen, Konversationen oder Frames aus.</translation>
    </message>
    <message>
        <source>Select a packet, a conversation or a DNS message first.</source>
        <translation>Wählen Sie zuerst ein Paket, eine Konversation oder eine DNS-Nachricht aus.</translation>
    </message>
    <message>
        <source>Packets are still being written: wait, or cancel that first.</source>
        <translation>Pakete werden noch geschrieben: Warten Sie, oder brechen Sie das zuerst ab.</translation>
    </message>
    <message>
        <source>Wireshark is not installed, or not on the search path.</source>
        <translation>Wireshark ist nicht installiert oder nicht im Suchpfad.</translation>
    </message>
    <message>
        <source>%1 could not be started.</source>
        <translation>%1 ließ sich nicht starten.</translation>
    </message>
    <message>
        <source>Copy conv&amp;ersation as BPF: %1</source>
        <translation>Konv&amp;ersation als BPF kopieren: %1</translation>
    </message>
    <message>
        <source>Select rows that have packets.</source>
        <translation>Zuerst Zeilen auswählen, zu denen Pakete gehören.</translation>
    </message>
</context>
<context>
    <name>weir::controllers::ReportController</name>
    <message>
        <source>%1 was written.</source>
        <translation>%1 wurde geschrieben.</translation>
    </message>
    <message>
        <source>%1 was not written: %2</source>
        <translation>%1 wurde nicht geschrieben: %2</translation>
    </message>
    <message>
        <source>Another file is still being written.</source>
        <translation>Eine andere Datei wird noch geschrieben.</translation>
    </message>
    <message>
        <source>Save Report</source>
        <translation>Bericht speichern</translation>
    </message>
    <message>
        <source>Web page (*.html);;PDF (*.pdf)</source>
        <translation>Webseite (*.html);;PDF (*.pdf)</translation>
    </message>
    <message>
        <source>Select rows with addresses or names first, such as findings.</source>
        <translation>Zuerst Zeilen mit Adressen oder Namen auswählen, etwa Befunde.</translation>
    </message>
    <message>
        <source>Save Indicators</source>
        <translation>Indikatoren speichern</translation>
    </message>
    <message>
        <source>Text (*.txt);;CSV (*.csv);;STIX 2.1 (*.json)</source>
        <translation>Text (*.txt);;CSV (*.csv);;STIX 2.1 (*.json)</translation>
    </message>
    <message>
        <source>%1 was written. It is partial: the capture was not read to its end.</source>
        <translation>%1 wurde geschrieben. Die Datei ist unvollständig: Der Mitschnitt wurde nicht bis zum Ende gelesen.</translation>
    </message>
    <message>
        <source>Show in &amp;Folder</source>
        <translation>Im &amp;Ordner zeigen</translation>
    </message>
    <message>
        <source>%1 is written as soon as the capture has been read.</source>
        <translation>%1 wird geschrieben, sobald der Mitschnitt gelesen ist.</translation>
    </message>
    <message>
        <source>Written %1</source>
        <translation>Geschrieben %1</translation>
    </message>
</context>
<context>
    <name>weir::findings::Kinds</name>
    <message>
        <source>Bad reputation</source>
        <translation>Schlechter Ruf</translation>
    </message>
    <message>
        <source>What looked-up engines say</source>
        <translation>Was befragte Prüfdienste sagen</translation>
    </message>
    <message>
        <source>Engines that flag whole hosting ranges; one or two of seventy</source>
        <translation>Dienste, die ganze Hoster-Netze melden; ein oder zwei von siebzig</translation>
    </message>
    <message>
        <source>On a list</source>
        <translation>Steht auf einer Liste</translation>
    </message>
    <message>
        <source>On a list of indicators that the user brought along</source>
        <translation>Auf einer mitgebrachten Liste von Indikatoren</translation>
    </message>
    <message>
        <source>What the list&apos;s maker took for bad; addresses change hands</source>
        <translation>Was der Verfasser der Liste für schädlich hielt; Adressen wechseln den Besitzer</translation>
    </message>
    <message>
        <source>Program in disguise</source>
        <translation>Getarntes Programm</translation>
    </message>
    <message>
        <source>A program that its type or extension hides</source>
        <translation>Ein Programm, das Typ oder Endung verbergen</translation>
    </message>
    <message>
        <source>A program served by a careless shop under a wrong type</source>
        <translation>Ein Programm, das ein nachlässiger Anbieter mit falschem Typ ausliefert</translation>
    </message>
    <message>
        <source>Program downloaded</source>
        <translation>Programm geladen</translation>
    </message>
    <message>
        <source>Installers of small vendors, drivers, games</source>
        <translation>Installationspakete kleiner Anbieter, Treiber, Spiele</translation>
    </message>
    <message>
        <source>Program written as text</source>
        <translation>Programm als Text</translation>
    </message>
    <message>
        <source>A program written as text, which filters let through</source>
        <translation>Ein als Text geschriebenes Programm, das Filter durchlassen</translation>
    </message>
    <message>
        <source>A web page about such things</source>
        <translation>Eine Webseite über solche Dinge</translation>
    </message>
    <message>
        <source>Script downloaded</source>
        <translation>Skript geladen</translation>
    </message>
    <message>
        <source>A script fetched over plain HTTP</source>
        <translation>Ein Skript über unverschlüsseltes HTTP</translation>
    </message>
    <message>
        <source>Administration scripts, install instructions (curl … | sh)</source>
        <translation>Skripte zur Verwaltung, Installationsanleitungen (curl … | sh)</translation>
    </message>
    <message>
        <source>Opaque download</source>
        <translation>Undurchsichtiger Download</translation>
    </message>
    <message>
        <source>A large body of no known format: encrypted, or packed in an own way</source>
        <translation>Ein großer Inhalt ohne bekanntes Format: verschlüsselt oder eigens gepackt</translation>
    </message>
    <message>
        <source>Own formats of games and updaters, compressed or encrypted</source>
        <translation>Eigene Formate von Spielen und Aktualisierungen, gepackt oder verschlüsselt</translation>
    </message>
    <message>
        <source>Program asked for</source>
        <translation>Programm angefragt</translation>
    </message>
    <message>
        <source>A request for a program or script by its name, over plain HTTP, that was not seen to be answered with one</source>
        <translation>Eine Anfrage nach einem Programm oder Skript dem Namen nach, über unverschlüsseltes HTTP, die nicht sichtbar mit einem solchen beantwortet wurde</translation>
    </message>
    <message>
        <source>Updaters of small vendors, broken links</source>
        <translation>Aktualisierungen kleiner Anbieter, tote Verweise</translation>
    </message>
    <message>
        <source>Archive downloaded</source>
        <translation>Archiv geladen</translation>
    </message>
    <message>
        <source>An archive fetched over plain HTTP</source>
        <translation>Ein Archiv über unverschlüsseltes HTTP</translation>
    </message>
    <message>
        <source>Any download page</source>
        <translation>Jede Download-Seite</translation>
    </message>
    <message>
        <source>Document downloaded</source>
        <translation>Dokument geladen</translation>
    </message>
    <message>
        <source>An Office document fetched over plain HTTP</source>
        <translation>Ein Office-Dokument über unverschlüsseltes HTTP</translation>
    </message>
    <message>
        <source>Download of a familiar vendor</source>
        <translation>Download eines bekannten Anbieters</translation>
    </message>
    <message>
        <source>A program from a familiar vendor: updates</source>
        <translation>Ein Programm eines bekannten Anbieters: Aktualisierungen</translation>
    </message>
    <message>
        <source>Updates; what else it may be is up to the vendor</source>
        <translation>Aktualisierungen; was es sonst sein mag, liegt beim Anbieter</translation>
    </message>
    <message>
        <source>Attack in a request</source>
        <translation>Angriff in einer Anfrage</translation>
    </message>
    <message>
        <source>A request that carries a published attack</source>
        <translation>Eine Anfrage, die einen veröffentlichten Angriff trägt</translation>
    </message>
    <message>
        <source>Vulnerability scanners that the owner runs</source>
        <translation>Schwachstellenscanner des Betreibers</translation>
    </message>
    <message>
        <source>Shell or tool in the open</source>
        <translation>Eingabezeile oder Werkzeug im Klartext</translation>
    </message>
    <message>
        <source>A command shell, a program, Stratum or a RAT&apos;s framing in an unencrypted stream</source>
        <translation>Eine Befehlszeile, ein Programm, Stratum oder das Format eines RAT in einem unverschlüsselten Strom</translation>
    </message>
    <message>
        <source>Administrators who use netcat; mining with consent</source>
        <translation>Verwalter, die netcat benutzen; Schürfen mit Einverständnis</translation>
    </message>
    <message>
        <source>Attacker&apos;s User-Agent</source>
        <translation>User-Agent eines Angriffswerkzeugs</translation>
    </message>
    <message>
        <source>The default User-Agent of an attacker&apos;s tool</source>
        <translation>Der voreingestellte User-Agent eines Angriffswerkzeugs</translation>
    </message>
    <message>
        <source>The owner&apos;s own tests</source>
        <translation>Eigene Tests des Betreibers</translation>
    </message>
    <message>
        <source>Odd User-Agent</source>
        <translation>Auffälliger User-Agent</translation>
    </message>
    <message>
        <source>Of a script, of a browser long out of date, or malformed</source>
        <translation>Von einem Skript, einem lange veralteten Browser, oder fehlerhaft</translation>
    </message>
    <message>
        <source>Embedded devices, package managers, monitoring; a machine that was never updated</source>
        <translation>Eingebettete Geräte, Paketverwaltungen, Überwachung; ein nie aktualisierter Rechner</translation>
    </message>
    <message>
        <source>No User-Agent</source>
        <translation>Kein User-Agent</translation>
    </message>
    <message>
        <source>A request without User-Agent</source>
        <translation>Eine Anfrage ohne User-Agent</translation>
    </message>
    <message>
        <source>Embedded devices, updaters, connectivity checks</source>
        <translation>Eingebettete Geräte, Aktualisierungen, Prüfungen der Verbindung</translation>
    </message>
    <message>
        <source>Data sent in clear</source>
        <translation>Im Klartext gesendete Daten</translation>
    </message>
    <message>
        <source>Forms on old sites, telemetry</source>
        <translation>Formulare auf alten Seiten, Telemetrie</translation>
    </message>
    <message>
        <source>Same request to several</source>
        <translation>Gleiche Anfrage an mehrere</translation>
    </message>
    <message>
        <source>Data sent in clear to the same path of several unfamiliar servers</source>
        <translation>Im Klartext gesendete Daten an denselben Pfad mehrerer unbekannter Server</translation>
    </message>
    <message>
        <source>Software of one maker on several sites, advertisements</source>
        <translation>Software eines Herstellers auf mehreren Seiten, Werbung</translation>
    </message>
    <message>
        <source>Data sent and refused</source>
        <translation>Daten gesendet und abgewiesen</translation>
    </message>
    <message>
        <source>A site that moved</source>
        <translation>Eine Seite, die umgezogen ist</translation>
    </message>
    <message>
        <source>Host header that lies</source>
        <translation>Falsche Host-Angabe</translation>
    </message>
    <message>
        <source>A Host that DNS of the capture did not lead there</source>
        <translation>Ein Host, den das DNS des Mitschnitts nicht dorthin führte</translation>
    </message>
    <message>
        <source>A name resolved before the capture began; a load balancer&apos;s test</source>
        <translation>Ein vor dem Mitschnitt aufgelöster Name; der Test eines Lastverteilers</translation>
    </message>
    <message>
        <source>Never named</source>
        <translation>Nie benannt</translation>
    </message>
    <message>
        <source>An external address that no DNS answer, TLS or HTTP name led to</source>
        <translation>Eine externe Adresse, zu der keine DNS-Antwort und kein Name in TLS oder HTTP führte</translation>
    </message>
    <message>
        <source>Peers, messengers and VPN gateways with fixed addresses; names resolved before the capture</source>
        <translation>Peers, Messenger und VPN-Zugänge mit festen Adressen; vor dem Mitschnitt aufgelöste Namen</translation>
    </message>
    <message>
        <source>HTTP to a bare address</source>
        <translation>HTTP an eine bloße Adresse</translation>
    </message>
    <message>
        <source>Plain HTTP to a bare address</source>
        <translation>Unverschlüsseltes HTTP an eine bloße Adresse</translation>
    </message>
    <message>
        <source>Devices, apps with fixed addresses</source>
        <translation>Geräte, Apps mit festen Adressen</translation>
    </message>
    <message>
        <source>TLS without a name</source>
        <translation>TLS ohne Namen</translation>
    </message>
    <message>
        <source>TLS that names no server</source>
        <translation>TLS, das keinen Server nennt</translation>
    </message>
    <message>
        <source>VPNs, messengers with fixed addresses</source>
        <translation>VPNs, Messenger mit festen Adressen</translation>
    </message>
    <message>
        <source>Dynamic DNS</source>
        <translation>Dynamisches DNS</translation>
    </message>
    <message>
        <source>A name of a dynamic DNS service</source>
        <translation>Ein Name eines Dienstes für dynamisches DNS</translation>
    </message>
    <message>
        <source>Somebody&apos;s own server at home</source>
        <translation>Jemandes eigener Server zu Hause</translation>
    </message>
    <message>
        <source>Abused top-level domain</source>
        <translation>Missbrauchte Endung</translation>
    </message>
    <message>
        <source>A name under a top-level domain that is often abused</source>
        <translation>Ein Name unter einer Endung, die oft missbraucht wird</translation>
    </message>
    <message>
        <source>The many honest owners of cheap domains</source>
        <translation>Die vielen ehrlichen Besitzer billiger Domains</translation>
    </message>
    <message>
        <source>Tor gateway</source>
        <translation>Tor-Zugang</translation>
    </message>
    <message>
        <source>A gateway into Tor</source>
        <translation>Ein Zugang zu Tor</translation>
    </message>
    <message>
        <source>Curiosity</source>
        <translation>Neugier</translation>
    </message>
    <message>
        <source>Tunnel service</source>
        <translation>Tunneldienst</translation>
    </message>
    <message>
        <source>A tunnel service</source>
        <translation>Ein Tunneldienst</translation>
    </message>
    <message>
        <source>Developers who show their work</source>
        <translation>Entwickler, die ihre Arbeit zeigen</translation>
    </message>
    <message>
        <source>Paste site</source>
        <translation>Textablage</translation>
    </message>
    <message>
        <source>A site for anybody&apos;s texts</source>
        <translation>Eine Seite für jedermanns Texte</translation>
    </message>
    <message>
        <source>Developers</source>
        <translation>Entwickler</translation>
    </message>
    <message>
        <source>Coin mining</source>
        <translation>Schürfen</translation>
    </message>
    <message>
        <source>A pool for coin mining, or the protocol of miners</source>
        <translation>Ein Pool zum Schürfen von Kryptowährung oder das Protokoll der Schürfer</translation>
    </message>
    <message>
        <source>Mining with consent</source>
        <translation>Schürfen mit Einverständnis</translation>
    </message>
    <message>
        <source>Asks for its own address</source>
        <translation>Fragt nach der eigenen Adresse</translation>
    </message>
    <message>
        <source>Asks for its own public address</source>
        <translation>Fragt nach der eigenen öffentlichen Adresse</translation>
    </message>
    <message>
        <source>Dynamic DNS clients, VPN clients, curious users</source>
        <translation>Programme für dynamisches DNS, VPN-Programme, neugierige Benutzer</translation>
    </message>
    <message>
        <source>Borrowed brand</source>
        <translation>Geliehene Marke</translation>
    </message>
    <message>
        <source>An unfamiliar name with a known brand in it</source>
        <translation>Ein unbekannter Name, in dem eine bekannte Marke steht</translation>
    </message>
    <message>
        <source>Shops, fan pages, resellers</source>
        <translation>Läden, Fanseiten, Wiederverkäufer</translation>
    </message>
    <message>
        <source>Made-up domain</source>
        <translation>Ausgedachte Domain</translation>
    </message>
    <message>
        <source>A domain that looks random</source>
        <translation>Eine Domain, die zufällig aussieht</translation>
    </message>
    <message>
        <source>Abbreviations, content networks</source>
        <translation>Abkürzungen, Auslieferungsnetze</translation>
    </message>
    <message>
        <source>Unfamiliar name</source>
        <translation>Unbekannter Name</translation>
    </message>
    <message>
        <source>A name that is not known to be harmless</source>
        <translation>Ein Name, der nicht als harmlos bekannt ist</translation>
    </message>
    <message>
        <source>Most of the web</source>
        <translation>Der größte Teil des Webs</translation>
    </message>
    <message>
        <source>Hardly used</source>
        <translation>Kaum benutzt</translation>
    </message>
    <message>
        <source>One client, few flows, next to no traffic</source>
        <translation>Ein Client, wenige Flows, fast kein Verkehr</translation>
    </message>
    <message>
        <source>Certificate of a tool</source>
        <translation>Zertifikat eines Werkzeugs</translation>
    </message>
    <message>
        <source>A tool&apos;s default certificate, or one that is typical of a family</source>
        <translation>Das voreingestellte Zertifikat eines Werkzeugs oder ein für eine Familie typisches</translation>
    </message>
    <message>
        <source>OpenSSL&apos;s example on a device that nobody configured</source>
        <translation>Das Beispiel von OpenSSL auf einem nie eingerichteten Gerät</translation>
    </message>
    <message>
        <source>Untrusted certificate</source>
        <translation>Nicht vertrauenswürdiges Zertifikat</translation>
    </message>
    <message>
        <source>Self-signed, or for another name</source>
        <translation>Selbst signiert oder für einen anderen Namen</translation>
    </message>
    <message>
        <source>Devices, intranets, VPN gateways</source>
        <translation>Geräte, interne Netze, VPN-Zugänge</translation>
    </message>
    <message>
        <source>Odd certificate</source>
        <translation>Auffälliges Zertifikat</translation>
    </message>
    <message>
        <source>Expired, made days ago, valid for decades, a made-up name</source>
        <translation>Abgelaufen, erst Tage alt, jahrzehntelang gültig, ein ausgedachter Name</translation>
    </message>
    <message>
        <source>Devices, tests, a clock that is wrong</source>
        <translation>Geräte, Tests, eine falsch gehende Uhr</translation>
    </message>
    <message>
        <source>Odd port</source>
        <translation>Ungewöhnlicher Port</translation>
    </message>
    <message>
        <source>A service on a port that does not fit it</source>
        <translation>Ein Dienst auf einem Port, der nicht zu ihm passt</translation>
    </message>
    <message>
        <source>Developers, alternative ports of honest services</source>
        <translation>Entwickler, Ausweichports ehrlicher Dienste</translation>
    </message>
    <message>
        <source>Own protocol on a known port</source>
        <translation>Eigenes Protokoll auf bekanntem Port</translation>
    </message>
    <message>
        <source>Something unknown on a well-known port</source>
        <translation>Etwas Unbekanntes auf einem bekannten Port</translation>
    </message>
    <message>
        <source>Messengers that use 443 to pass firewalls</source>
        <translation>Messenger, die mit 443 durch Firewalls kommen</translation>
    </message>
    <message>
        <source>Unknown protocol</source>
        <translation>Unbekanntes Protokoll</translation>
    </message>
    <message>
        <source>TCP that no known protocol explains</source>
        <translation>TCP, das kein bekanntes Protokoll erklärt</translation>
    </message>
    <message>
        <source>Games, messengers, own protocols of any kind</source>
        <translation>Spiele, Messenger, eigene Protokolle aller Art</translation>
    </message>
    <message>
        <source>Port of a tool</source>
        <translation>Port eines Werkzeugs</translation>
    </message>
    <message>
        <source>The default port of an attacker&apos;s tool</source>
        <translation>Der voreingestellte Port eines Angriffswerkzeugs</translation>
    </message>
    <message>
        <source>Any service on that port by chance</source>
        <translation>Jeder Dienst, der zufällig auf diesem Port läuft</translation>
    </message>
    <message>
        <source>IRC</source>
        <translation>IRC</translation>
    </message>
    <message>
        <source>People who chat</source>
        <translation>Menschen, die chatten</translation>
    </message>
    <message>
        <source>Credentials in clear</source>
        <translation>Zugangsdaten im Klartext</translation>
    </message>
    <message>
        <source>User name and password in clear (never shown)</source>
        <translation>Benutzername und Kennwort im Klartext (nie gezeigt)</translation>
    </message>
    <message>
        <source>Old mail and file servers</source>
        <translation>Alte Mail- und Dateiserver</translation>
    </message>
    <message>
        <source>Login and data to a foreign server</source>
        <translation>Anmeldung und Daten an fremden Server</translation>
    </message>
    <message>
        <source>A login at an unfamiliar mail or file server, and data sent to it</source>
        <translation>Eine Anmeldung an einem unbekannten Mail- oder Dateiserver und dorthin gesendete Daten</translation>
    </message>
    <message>
        <source>A small provider&apos;s mail server</source>
        <translation>Der Mailserver eines kleinen Anbieters</translation>
    </message>
    <message>
        <source>Regular contact</source>
        <translation>Regelmäßiger Kontakt</translation>
    </message>
    <message>
        <source>Regular contact; fewer than 5 intervals are too few to say</source>
        <translation>Regelmäßiger Kontakt; unter 5 Abständen lässt sich nichts sagen</translation>
    </message>
    <message>
        <source>Keep-alives of messengers, updates, monitoring, weather</source>
        <translation>Lebenszeichen von Messengern, Aktualisierungen, Überwachung, Wetter</translation>
    </message>
    <message>
        <source>Long connection</source>
        <translation>Lange Verbindung</translation>
    </message>
    <message>
        <source>One connection held very long</source>
        <translation>Eine sehr lange gehaltene Verbindung</translation>
    </message>
    <message>
        <source>Messengers, remote work, streams</source>
        <translation>Messenger, Fernarbeit, Streams</translation>
    </message>
    <message>
        <source>Calls in vain</source>
        <translation>Vergebliche Anrufe</translation>
    </message>
    <message>
        <source>A server that is called again and again and never answers</source>
        <translation>Ein Server, der immer wieder angesprochen wird und nie antwortet</translation>
    </message>
    <message>
        <source>A server in maintenance, a firewall in between</source>
        <translation>Ein Server in Wartung, eine Firewall dazwischen</translation>
    </message>
    <message>
        <source>Big upload</source>
        <translation>Großer Upload</translation>
    </message>
    <message>
        <source>Far more sent out than came in</source>
        <translation>Weit mehr gesendet als empfangen</translation>
    </message>
    <message>
        <source>Backups, video calls, sending a film</source>
        <translation>Sicherungen, Videoanrufe, ein verschickter Film</translation>
    </message>
    <message>
        <source>Long or random name</source>
        <translation>Langer oder zufälliger Name</translation>
    </message>
    <message>
        <source>A name that is long, or whose labels look random</source>
        <translation>Ein Name, der lang ist oder zufällig aussieht</translation>
    </message>
    <message>
        <source>Content networks, cloud services</source>
        <translation>Auslieferungsnetze, Cloud-Dienste</translation>
    </message>
    <message>
        <source>DNS tunnel</source>
        <translation>DNS-Tunnel</translation>
    </message>
    <message>
        <source>Many names under one registrable domain: data in questions</source>
        <translation>Viele Namen unter einer registrierbaren Domain: Daten in Fragen</translation>
    </message>
    <message>
        <source>Block lists and antivirus lookups by DNS that are not familiar</source>
        <translation>Unbekannte Sperrlisten und Virenprüfungen über DNS</translation>
    </message>
    <message>
        <source>ICMP tunnel</source>
        <translation>ICMP-Tunnel</translation>
    </message>
    <message>
        <source>Data in ICMP echoes</source>
        <translation>Daten in ICMP-Echos</translation>
    </message>
    <message>
        <source>Path tests with many sizes</source>
        <translation>Pfadtests mit vielen Größen</translation>
    </message>
    <message>
        <source>Much DNS over HTTPS</source>
        <translation>Viel DNS über HTTPS</translation>
    </message>
    <message>
        <source>More DNS over HTTPS than names need</source>
        <translation>Mehr DNS über HTTPS, als Namen brauchen</translation>
    </message>
    <message>
        <source>A capture of nothing but a browser&apos;s DNS</source>
        <translation>Ein Mitschnitt, der nur das DNS eines Browsers enthält</translation>
    </message>
    <message>
        <source>Names that do not exist</source>
        <translation>Namen, die es nicht gibt</translation>
    </message>
    <message>
        <source>A client asks for many names that do not exist (generated domains)</source>
        <translation>Ein Client fragt nach vielen Namen, die es nicht gibt (erzeugte Domains)</translation>
    </message>
    <message>
        <source>A search list, a resolver that is broken, a browser&apos;s probes</source>
        <translation>Eine Suchliste, ein kaputter Resolver, Proben eines Browsers</translation>
    </message>
    <message>
        <source>Scan</source>
        <translation>Scan</translation>
    </message>
    <message>
        <source>Many hosts or ports tried, few answers; or many hosts asked for by ARP</source>
        <translation>Viele Rechner oder Ports probiert, wenige Antworten; oder per ARP nach vielen Rechnern gefragt</translation>
    </message>
    <message>
        <source>Inventory, monitoring, a printer search; a router whose network is scanned from outside</source>
        <translation>Inventur, Überwachung, eine Druckersuche; ein Router, dessen Netz von außen abgesucht wird</translation>
    </message>
    <message>
        <source>Password guessing</source>
        <translation>Kennwortraten</translation>
    </message>
    <message>
        <source>Very many short conversations with a login service, or many names refused by Kerberos</source>
        <translation>Sehr viele kurze Gespräche mit einem Anmeldedienst, oder viele von Kerberos abgewiesene Namen</translation>
    </message>
    <message>
        <source>A script that logs in anew for each task; a service whose password has expired</source>
        <translation>Ein Skript, das sich für jede Aufgabe neu anmeldet; ein Dienst mit abgelaufenem Kennwort</translation>
    </message>
    <message>
        <source>Kerberoasting</source>
        <translation>Kerberoasting</translation>
    </message>
    <message>
        <source>Tickets to many services, encrypted so that their passwords can be guessed (RC4)</source>
        <translation>Tickets für viele Dienste, so verschlüsselt, dass sich deren Kennwörter erraten lassen (RC4)</translation>
    </message>
    <message>
        <source>Old domains in which every ticket is encrypted with RC4</source>
        <translation>Alte Domänen, in denen jedes Ticket mit RC4 verschlüsselt ist</translation>
    </message>
    <message>
        <source>Remote execution</source>
        <translation>Fernausführung</translation>
    </message>
    <message>
        <source>A call that makes another machine run something: a service, a job, a method</source>
        <translation>Ein Aufruf, der einen anderen Rechner etwas ausführen lässt: einen Dienst, eine Aufgabe, eine Methode</translation>
    </message>
    <message>
        <source>Software distribution, administrators&apos; tools</source>
        <translation>Softwareverteilung, Werkzeuge der Verwalter</translation>
    </message>
    <message>
        <source>Remote control inside</source>
        <translation>Fernsteuerung im Inneren</translation>
    </message>
    <message>
        <source>Remote-control and file-sharing protocols between home hosts</source>
        <translation>Protokolle für Fernsteuerung und Dateifreigabe zwischen eigenen Rechnern</translation>
    </message>
    <message>
        <source>Administration, file servers</source>
        <translation>Verwaltung, Dateiserver</translation>
    </message>
    <message>
        <source>Many peers</source>
        <translation>Viele Peers</translation>
    </message>
    <message>
        <source>Many unnamed peers of one protocol, taken together</source>
        <translation>Viele namenlose Peers eines Protokolls, zusammengenommen</translation>
    </message>
    <message>
        <source>This explains: file sharing, calls, games</source>
        <translation>Das erklärt: Tauschbörsen, Anrufe, Spiele</translation>
    </message>
    <message>
        <source>A program or installer fetched over plain HTTP, by its first bytes</source>
        <translation>Ein Programm oder Installationspaket über unverschlüsseltes HTTP, an seinen ersten Bytes erkannt</translation>
    </message>
    <message>
        <source>Nothing but data sent</source>
        <translation>Nur Daten gesendet</translation>
    </message>
    <message>
        <source>Data sent again and again to a server from which nothing was ever fetched</source>
        <translation>Wiederholt Daten an einen Server gesendet, von dem nie etwas geholt wurde</translation>
    </message>
    <message>
        <source>Telemetry, advertisements, an application&apos;s own interface</source>
        <translation>Telemetrie, Werbung, die eigene Schnittstelle eines Programms</translation>
    </message>
    <message>
        <source>Data sent, and refused (403, 404, 410) or nobody behind the server (502, 503)</source>
        <translation>Daten gesendet und abgelehnt (403, 404, 410), oder niemand hinter dem Server (502, 503)</translation>
    </message>
    <message>
        <source>Reached, and moved on</source>
        <translation>Erreicht und weitergezogen</translation>
    </message>
    <message>
        <source>A machine that was reached by remote control and then reached others in the same way</source>
        <translation>Ein Rechner, der ferngesteuert wurde und dann auf dieselbe Weise andere erreicht hat</translation>
    </message>
    <message>
        <source>Administrators who go by way of a jump host</source>
        <translation>Administratoren, die über einen Sprungrechner gehen</translation>
    </message>
</context>
<context>
    <name>weir::handover::Report</name>
    <message>
        <source>None.</source>
        <translation>Keine.</translation>
    </message>
    <message>
        <source>Hosts outside, those that no name led to first</source>
        <translation>Hosts draußen, zuerst die, zu denen kein Name führte</translation>
    </message>
    <message>
        <source>Who sent most</source>
        <translation>Wer am meisten sandte</translation>
    </message>
    <message>
        <source>Names asked for most</source>
        <translation>Am häufigsten erfragte Namen</translation>
    </message>
    <message>
        <source>Made by Weir %1. Times are UTC.</source>
        <translation>Erstellt mit Weir %1. Zeiten sind UTC.</translation>
    </message>
    <message>
        <source>Report on %1</source>
        <translation>Bericht über %1</translation>
    </message>
    <message>
        <source>Captured %1 to %2 UTC</source>
        <translation>Mitgeschnitten %1 bis %2 UTC</translation>
    </message>
    <message>
        <source>Frames: %1</source>
        <translation>Frames: %1</translation>
    </message>
    <message>
        <source>Bytes on the wire: %1</source>
        <translation>Bytes auf der Leitung: %1</translation>
    </message>
    <message>
        <source>Partial: the capture was not read to its end. What is missing here may be in the rest.</source>
        <translation>Unvollständig: Der Mitschnitt wurde nicht bis zum Ende gelesen. Was hier fehlt, kann im Rest stehen.</translation>
    </message>
    <message>
        <source>The capture is damaged: %1</source>
        <translation>Der Mitschnitt ist beschädigt: %1</translation>
    </message>
    <message>
        <source>The capture</source>
        <translation>Der Mitschnitt</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>nicht bekannt</translation>
    </message>
    <message>
        <source>Packets let through by</source>
        <translation>Pakete durchgelassen von</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Home networks</source>
        <translation>Heimatnetze</translation>
    </message>
    <message>
        <source>IP header that counts</source>
        <translation>Gezählter IP-Header</translation>
    </message>
    <message>
        <source>the innermost</source>
        <translation>der innerste</translation>
    </message>
    <message>
        <source>the outermost</source>
        <translation>der äußerste</translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation>Bytes</translation>
    </message>
    <message>
        <source>lengths of frames on the wire</source>
        <translation>Längen der Frames auf der Leitung</translation>
    </message>
    <message>
        <source>lengths by the IP headers</source>
        <translation>Längen nach den IP-Headern</translation>
    </message>
    <message>
        <source>Countries and networks by</source>
        <translation>Länder und Netze nach</translation>
    </message>
    <message>
        <source>In figures</source>
        <translation>In Zahlen</translation>
    </message>
    <message>
        <source>Frames</source>
        <translation>Frames</translation>
    </message>
    <message>
        <source>IP packets</source>
        <translation>IP-Pakete</translation>
    </message>
    <message>
        <source>Malformed</source>
        <translation>Fehlerhaft</translation>
    </message>
    <message>
        <source>IP bytes</source>
        <translation>IP-Bytes</translation>
    </message>
    <message>
        <source>Bytes on the wire</source>
        <translation>Bytes auf der Leitung</translation>
    </message>
    <message>
        <source>Flows</source>
        <translation>Flows</translation>
    </message>
    <message>
        <source>DNS messages</source>
        <translation>DNS-Nachrichten</translation>
    </message>
    <message>
        <source>First frame</source>
        <translation>Erster Frame</translation>
    </message>
    <message>
        <source>Last frame</source>
        <translation>Letzter Frame</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Traffic over time</source>
        <translation>Verkehr über die Zeit</translation>
    </message>
    <message>
        <source>Bytes in 60 equal spans from %1 to %2; the tallest is %3.</source>
        <translation>Bytes in 60 gleichen Abschnitten von %1 bis %2; der höchste hat %3.</translation>
    </message>
    <message>
        <source>The first %1 of %2.</source>
        <translation>Die ersten %1 von %2.</translation>
    </message>
    <message>
        <source>Looked up</source>
        <translation>Nachgeschlagen</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>Gegenstand</translation>
    </message>
    <message>
        <source>Asked</source>
        <translation>Gefragt</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>Time (UTC)</source>
        <translation>Zeit (UTC)</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notizen</translation>
    </message>
    <message>
        <source>About</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Urteil</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>flow</source>
        <translation>Flow</translation>
    </message>
    <message>
        <source>frame</source>
        <translation>Frame</translation>
    </message>
    <message>
        <source>benign</source>
        <translation>harmlos</translation>
    </message>
    <message>
        <source>suspicious</source>
        <translation>verdächtig</translation>
    </message>
    <message>
        <source>malicious</source>
        <translation>bösartig</translation>
    </message>
    <message>
        <source>asked for a name</source>
        <translation>fragte nach einem Namen</translation>
    </message>
    <message>
        <source>downloaded</source>
        <translation>heruntergeladen</translation>
    </message>
    <message>
        <source>sent data</source>
        <translation>sandte Daten</translation>
    </message>
    <message>
        <source>contacted</source>
        <translation>angesprochen</translation>
    </message>
    <message>
        <source>beacon</source>
        <translation>Beacon</translation>
    </message>
    <message>
        <source>tunnel</source>
        <translation>Tunnel</translation>
    </message>
    <message>
        <source>scan</source>
        <translation>Scan</translation>
    </message>
    <message>
        <source>login attempts</source>
        <translation>Anmeldeversuche</translation>
    </message>
    <message>
        <source>moved to other machines</source>
        <translation>weiter auf andere Rechner</translation>
    </message>
    <message>
        <source>on a list</source>
        <translation>auf einer Liste</translation>
    </message>
    <message>
        <source>judged benign</source>
        <translation>als harmlos beurteilt</translation>
    </message>
    <message>
        <source>judged suspicious</source>
        <translation>als verdächtig beurteilt</translation>
    </message>
    <message>
        <source>judged malicious</source>
        <translation>als bösartig beurteilt</translation>
    </message>
    <message>
        <source>Judged malicious (%1): %2</source>
        <translation>Als bösartig beurteilt (%1): %2</translation>
    </message>
    <message>
        <source>Serious (%1): %2</source>
        <translation>Ernst (%1): %2</translation>
    </message>
    <message>
        <source>Worth a look (%1): %2</source>
        <translation>Sehenswert (%1): %2</translation>
    </message>
    <message>
        <source>Nothing stands out.</source>
        <translation>Nichts fällt auf.</translation>
    </message>
    <message>
        <source>Of little weight: %1.</source>
        <translation>Von geringem Gewicht: %1.</translation>
    </message>
    <message>
        <source>Judged benign by the analyst: %1.</source>
        <translation>Vom Analysten als harmlos beurteilt: %1.</translation>
    </message>
    <message>
        <source>Who was hit</source>
        <translation>Wer betroffen ist</translation>
    </message>
    <message>
        <source>What stands out</source>
        <translation>Was auffällt</translation>
    </message>
    <message>
        <source>Of little weight</source>
        <translation>Von geringem Gewicht</translation>
    </message>
    <message>
        <source>%1 points</source>
        <translation>%1 Punkte</translation>
    </message>
    <message>
        <source>Names: %1</source>
        <translation>Namen: %1</translation>
    </message>
    <message>
        <source>Seen with: %1</source>
        <translation>Gesehen mit: %1</translation>
    </message>
    <message>
        <source>What happened when</source>
        <translation>Was wann geschah</translation>
    </message>
    <message>
        <source>others</source>
        <translation>andere</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>Client</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>Ereignis</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
</context>
<context>
    <name>weir::models</name>
    <message>
        <source>This table has no column “%1”: the filter does not apply to it.</source>
        <translation>Diese Tabelle hat keine Spalte „%1“: Der Filter gilt für sie nicht.</translation>
    </message>
</context>
<context>
    <name>weir::models::ColumnWords</name>
    <message>
        <source>Key</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Nummer</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>Destination</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>Protocol</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>Source port</source>
        <translation>Quellport</translation>
    </message>
    <message>
        <source>Destination port</source>
        <translation>Zielport</translation>
    </message>
    <message>
        <source>Server port</source>
        <translation>Server-Port</translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation>Bytes</translation>
    </message>
    <message>
        <source>IP ID</source>
        <translation>IP-ID</translation>
    </message>
    <message>
        <source>TTL</source>
        <translation>TTL</translation>
    </message>
    <message>
        <source>TCP flags</source>
        <translation>TCP-Flags</translation>
    </message>
    <message>
        <source>Info</source>
        <translation>Info</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Scope</source>
        <translation>Bereich</translation>
    </message>
    <message>
        <source>Packets</source>
        <translation>Pakete</translation>
    </message>
    <message>
        <source>Packets sent</source>
        <translation>Pakete gesendet</translation>
    </message>
    <message>
        <source>Bytes sent</source>
        <translation>Bytes gesendet</translation>
    </message>
    <message>
        <source>Packets received</source>
        <translation>Pakete empfangen</translation>
    </message>
    <message>
        <source>Bytes received</source>
        <translation>Bytes empfangen</translation>
    </message>
    <message>
        <source>Peers</source>
        <translation>Gegenstellen</translation>
    </message>
    <message>
        <source>First seen</source>
        <translation>Zuerst gesehen</translation>
    </message>
    <message>
        <source>Last seen</source>
        <translation>Zuletzt gesehen</translation>
    </message>
    <message>
        <source>Names</source>
        <translation>Namen</translation>
    </message>
    <message>
        <source>Country</source>
        <translation>Land</translation>
    </message>
    <message>
        <source>ASN</source>
        <translation>ASN</translation>
    </message>
    <message>
        <source>AS organization</source>
        <translation>AS-Organisation</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>Client</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>Client port</source>
        <translation>Client-Port</translation>
    </message>
    <message>
        <source>Packets out</source>
        <translation>Pakete hin</translation>
    </message>
    <message>
        <source>Bytes out</source>
        <translation>Bytes hin</translation>
    </message>
    <message>
        <source>Packets in</source>
        <translation>Pakete zurück</translation>
    </message>
    <message>
        <source>Bytes in</source>
        <translation>Bytes zurück</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>Dienst</translation>
    </message>
    <message>
        <source>Server name</source>
        <translation>Servername</translation>
    </message>
    <message>
        <source>TCP state</source>
        <translation>TCP-Zustand</translation>
    </message>
    <message>
        <source>Retransmissions</source>
        <translation>Wiederholungen</translation>
    </message>
    <message>
        <source>Handshake</source>
        <translation>Handshake</translation>
    </message>
    <message>
        <source>TLS version</source>
        <translation>TLS-Version</translation>
    </message>
    <message>
        <source>ALPN</source>
        <translation>ALPN</translation>
    </message>
    <message>
        <source>JA3</source>
        <translation>JA3</translation>
    </message>
    <message>
        <source>JA4</source>
        <translation>JA4</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Registrable domain</source>
        <translation>Registrierbare Domain</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Nachrichten</translation>
    </message>
    <message>
        <source>Queries</source>
        <translation>Anfragen</translation>
    </message>
    <message>
        <source>Responses</source>
        <translation>Antworten</translation>
    </message>
    <message>
        <source>Clients</source>
        <translation>Clients</translation>
    </message>
    <message>
        <source>Types</source>
        <translation>Typen</translation>
    </message>
    <message>
        <source>Rcodes</source>
        <translation>Rcodes</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>Antworten im Einzelnen</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Länge</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Labels</translation>
    </message>
    <message>
        <source>Entropy</source>
        <translation>Entropie</translation>
    </message>
    <message>
        <source>Transport</source>
        <translation>Transport</translation>
    </message>
    <message>
        <source>DNS ID</source>
        <translation>DNS-ID</translation>
    </message>
    <message>
        <source>Is response</source>
        <translation>Ist Antwort</translation>
    </message>
    <message>
        <source>Opcode</source>
        <translation>Opcode</translation>
    </message>
    <message>
        <source>Rcode</source>
        <translation>Rcode</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Typ</translation>
    </message>
    <message>
        <source>Paired with</source>
        <translation>Gehört zu</translation>
    </message>
    <message>
        <source>Latency</source>
        <translation>Latenz</translation>
    </message>
    <message>
        <source>Retransmission</source>
        <translation>Wiederholung</translation>
    </message>
    <message>
        <source>Ports</source>
        <translation>Ports</translation>
    </message>
    <message>
        <source>Named by</source>
        <translation>Benannt durch</translation>
    </message>
    <message>
        <source>Whois country</source>
        <translation>Whois-Land</translation>
    </message>
    <message>
        <source>Whois organization</source>
        <translation>Whois-Organisation</translation>
    </message>
    <message>
        <source>VT malicious</source>
        <translation>VT bösartig</translation>
    </message>
    <message>
        <source>VT suspicious</source>
        <translation>VT verdächtig</translation>
    </message>
    <message>
        <source>VT harmless</source>
        <translation>VT harmlos</translation>
    </message>
    <message>
        <source>VT undetected</source>
        <translation>VT ohne Fund</translation>
    </message>
    <message>
        <source>Looked up at</source>
        <translation>Auskunft vom</translation>
    </message>
    <message>
        <source>Rank</source>
        <translation>Rang</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Punktzahl</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>Gegenstand</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Warum</translation>
    </message>
    <message>
        <source>First frame</source>
        <translation>Erster Frame</translation>
    </message>
    <message>
        <source>Frames</source>
        <translation>Frames</translation>
    </message>
    <message>
        <source>Shares</source>
        <translation>Anteile</translation>
    </message>
    <message>
        <source>Certificate names</source>
        <translation>Zertifikatsnamen</translation>
    </message>
    <message>
        <source>Certificate issuer</source>
        <translation>Zertifikatsaussteller</translation>
    </message>
    <message>
        <source>Not before</source>
        <translation>Gültig ab</translation>
    </message>
    <message>
        <source>Not after</source>
        <translation>Gültig bis</translation>
    </message>
    <message>
        <source>Self signed</source>
        <translation>Selbstsigniert</translation>
    </message>
    <message>
        <source>Name matches</source>
        <translation>Name passt</translation>
    </message>
    <message>
        <source>Encrypted hello</source>
        <translation>Hello verschlüsselt</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>Methode</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>Host</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>Pfad</translation>
    </message>
    <message>
        <source>User agent</source>
        <translation>User-Agent</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Content type</source>
        <translation>Inhaltstyp</translation>
    </message>
    <message>
        <source>Body bytes</source>
        <translation>Bytes des Inhalts</translation>
    </message>
    <message>
        <source>File kind</source>
        <translation>Dateiart</translation>
    </message>
    <message>
        <source>Response number</source>
        <translation>Nummer der Antwort</translation>
    </message>
    <message>
        <source>Unanswered</source>
        <translation>Unbeantwortet</translation>
    </message>
    <message>
        <source>NXDOMAIN</source>
        <translation>NXDOMAIN</translation>
    </message>
    <message>
        <source>Median latency</source>
        <translation>Median der Latenz</translation>
    </message>
    <message>
        <source>Max latency</source>
        <translation>Größte Latenz</translation>
    </message>
    <message>
        <source>Message bytes</source>
        <translation>Bytes der Nachricht</translation>
    </message>
    <message>
        <source>Longest label</source>
        <translation>Längstes Label</translation>
    </message>
    <message>
        <source>Addresses</source>
        <translation>Adressen</translation>
    </message>
    <message>
        <source>Distinct names</source>
        <translation>Verschiedene Namen</translation>
    </message>
    <message>
        <source>Longest name</source>
        <translation>Längster Name</translation>
    </message>
    <message>
        <source>Max entropy</source>
        <translation>Größte Entropie</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Änderung</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Jetzt</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Vorher</translation>
    </message>
    <message>
        <source>Community ID</source>
        <translation>Community-ID</translation>
    </message>
    <message>
        <source>Severity</source>
        <translation>Schwere</translation>
    </message>
    <message>
        <source>Member count</source>
        <translation>Anzahl der Mitglieder</translation>
    </message>
    <message>
        <source>Members</source>
        <translation>Mitglieder</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>Zusammenfassung</translation>
    </message>
    <message>
        <source>A row is a fact about the capture</source>
        <translation>Eine Zeile ist eine Angabe über den Mitschnitt</translation>
    </message>
    <message>
        <source>What the fact is about</source>
        <translation>Worum es in der Angabe geht</translation>
    </message>
    <message>
        <source>The fact</source>
        <translation>Die Angabe</translation>
    </message>
    <message>
        <source>A row is a frame, by number</source>
        <translation>Eine Zeile ist ein Frame, nach Nummer</translation>
    </message>
    <message>
        <source>The frame&apos;s number, from 1</source>
        <translation>Nummer des Frames, ab 1</translation>
    </message>
    <message>
        <source>When it was captured</source>
        <translation>Wann er mitgeschnitten wurde</translation>
    </message>
    <message>
        <source>Source address of the IP header that counts</source>
        <translation>Quelladresse des IP-Kopfs, der zählt</translation>
    </message>
    <message>
        <source>Destination address of the IP header that counts</source>
        <translation>Zieladresse des IP-Kopfs, der zählt</translation>
    </message>
    <message>
        <source>IANA&apos;s keyword in lower case (`tcp`, `udp`, `icmp`, …); without IP, the EtherType&apos;s or link layer&apos;s name</source>
        <translation>Schlüsselwort der IANA in Kleinbuchstaben (`tcp`, `udp`, `icmp`, …); ohne IP der Name des EtherTypes oder der Sicherungsschicht</translation>
    </message>
    <message>
        <source>Length of the IP packet</source>
        <translation>Länge des IP-Pakets</translation>
    </message>
    <message>
        <source>Length of the whole frame on the wire</source>
        <translation>Länge des ganzen Frames auf der Leitung</translation>
    </message>
    <message>
        <source>Identification, of IPv4 and of fragments of IPv6</source>
        <translation>Identifikation, bei IPv4 und bei Fragmenten von IPv6</translation>
    </message>
    <message>
        <source>Time to live, or hop limit</source>
        <translation>Time to live oder Hop Limit</translation>
    </message>
    <message>
        <source>The flags that are set</source>
        <translation>Die gesetzten Flags</translation>
    </message>
    <message>
        <source>What else is of interest, in words</source>
        <translation>Was sonst von Interesse ist, in Worten</translation>
    </message>
    <message>
        <source>Talkers</source>
        <translation>Endpunkte</translation>
    </message>
    <message>
        <source>A row is an address that sent or received packets, by `bytes_sent`, falling</source>
        <translation>Eine Zeile ist eine Adresse, die Pakete gesendet oder empfangen hat, nach `bytes_sent`, fallend</translation>
    </message>
    <message>
        <source>The address</source>
        <translation>Die Adresse</translation>
    </message>
    <message>
        <source>`home`, `private`, `public`, `multicast`, `broadcast`, `link-local`, `loopback`, `reserved` or `unspecified`, by IANA&apos;s registries; `home` is any of the home networks</source>
        <translation>`home`, `private`, `public`, `multicast`, `broadcast`, `link-local`, `loopback`, `reserved` oder `unspecified`, nach den Registern der IANA; `home` ist jedes der Heimnetze</translation>
    </message>
    <message>
        <source>Packets sent and received</source>
        <translation>Gesendete und empfangene Pakete</translation>
    </message>
    <message>
        <source>Bytes sent and received</source>
        <translation>Gesendete und empfangene Bytes</translation>
    </message>
    <message>
        <source>Bytes sent and received, as whole frames on the wire</source>
        <translation>Gesendete und empfangene Bytes, als ganze Frames auf der Leitung</translation>
    </message>
    <message>
        <source>Packets that the address sent</source>
        <translation>Pakete, die die Adresse gesendet hat</translation>
    </message>
    <message>
        <source>Bytes that the address sent</source>
        <translation>Bytes, die die Adresse gesendet hat</translation>
    </message>
    <message>
        <source>Packets that the address received</source>
        <translation>Pakete, die die Adresse empfangen hat</translation>
    </message>
    <message>
        <source>Bytes that the address received</source>
        <translation>Bytes, die die Adresse empfangen hat</translation>
    </message>
    <message>
        <source>How many addresses it exchanged packets with</source>
        <translation>Mit wie vielen Adressen sie Pakete ausgetauscht hat</translation>
    </message>
    <message>
        <source>First packet</source>
        <translation>Erstes Paket</translation>
    </message>
    <message>
        <source>Last packet</source>
        <translation>Letztes Paket</translation>
    </message>
    <message>
        <source>Names that answers in this capture gave it</source>
        <translation>Namen, die Antworten in diesem Mitschnitt ihr gaben</translation>
    </message>
    <message>
        <source>Bytes that the address sent, as whole frames on the wire</source>
        <translation>Bytes, die die Adresse gesendet hat, als ganze Frames auf der Leitung</translation>
    </message>
    <message>
        <source>Bytes that the address received, as whole frames on the wire</source>
        <translation>Bytes, die die Adresse empfangen hat, als ganze Frames auf der Leitung</translation>
    </message>
    <message>
        <source>Country of the address, from local databases, where installed</source>
        <translation>Land der Adresse, aus lokalen Datenbanken, wo installiert</translation>
    </message>
    <message>
        <source>Autonomous system of the address, from local databases, where installed</source>
        <translation>Autonomes System der Adresse, aus lokalen Datenbanken, wo installiert</translation>
    </message>
    <message>
        <source>Whose autonomous system it is, from local databases, where installed</source>
        <translation>Wem das autonome System gehört, aus lokalen Datenbanken, wo installiert</translation>
    </message>
    <message>
        <source>Conversations</source>
        <translation>Konversationen</translation>
    </message>
    <message>
        <source>A row is whatever `--group-by` names, by `bytes`, falling</source>
        <translation>Eine Zeile ist, wonach `--group-by` gruppiert, nach `bytes`, fallend</translation>
    </message>
    <message>
        <source>Who opened the conversation, as far as can be told</source>
        <translation>Wer die Konversation eröffnet hat, soweit erkennbar</translation>
    </message>
    <message>
        <source>To whom the conversation was opened</source>
        <translation>Zu wem die Konversation eröffnet wurde</translation>
    </message>
    <message>
        <source>The client&apos;s port</source>
        <translation>Port des Clients</translation>
    </message>
    <message>
        <source>The server&apos;s port</source>
        <translation>Port des Servers</translation>
    </message>
    <message>
        <source>IANA&apos;s keyword in lower case (`tcp`, `udp`, `icmp`, …)</source>
        <translation>Schlüsselwort der IANA in Kleinbuchstaben (`tcp`, `udp`, `icmp`, …)</translation>
    </message>
    <message>
        <source>Packets, of both directions in a two-way row</source>
        <translation>Pakete, in einer Zeile für beide Richtungen die beider</translation>
    </message>
    <message>
        <source>Bytes, of both directions in a two-way row</source>
        <translation>Bytes, in einer Zeile für beide Richtungen die beider</translation>
    </message>
    <message>
        <source>Bytes as whole frames on the wire, of both directions in a two-way row</source>
        <translation>Bytes als ganze Frames auf der Leitung, in einer Zeile für beide Richtungen die beider</translation>
    </message>
    <message>
        <source>Packets from client to server</source>
        <translation>Pakete vom Client zum Server</translation>
    </message>
    <message>
        <source>Bytes from client to server</source>
        <translation>Bytes vom Client zum Server</translation>
    </message>
    <message>
        <source>Packets from server to client</source>
        <translation>Pakete vom Server zum Client</translation>
    </message>
    <message>
        <source>Bytes from server to client</source>
        <translation>Bytes vom Server zum Client</translation>
    </message>
    <message>
        <source>From the first to the last packet</source>
        <translation>Vom ersten bis zum letzten Paket</translation>
    </message>
    <message>
        <source>What is spoken; through a proxy (CONNECT, SOCKS, a PROXY protocol header), what is spoken behind it</source>
        <translation>Was gesprochen wird; durch einen Proxy (CONNECT, SOCKS, ein Kopf des PROXY-Protokolls) das, was dahinter gesprochen wird</translation>
    </message>
    <message>
        <source>Name that the client asked the server for</source>
        <translation>Name, nach dem der Client den Server fragte</translation>
    </message>
    <message>
        <source>By the flags seen of each side: `attempted` (no answer to the opening), `refused` (a reset answered it), `established`, `closed` (both sides finished), `reset`, or `partial` (it began before the capture)</source>
        <translation>Nach den Flags, die von jeder Seite zu sehen waren: `attempted` (keine Antwort auf die Eröffnung), `refused` (mit einem Reset beantwortet), `established`, `closed` (beide Seiten haben beendet), `reset` oder `partial` (sie begann vor dem Mitschnitt)</translation>
    </message>
    <message>
        <source>TCP segments, of both sides, that carried only bytes seen before; no late segment that fills a hole, no keep-alive, and no packet that was captured twice</source>
        <translation>TCP-Segmente beider Seiten, die nur schon gesehene Bytes trugen; kein spätes Segment, das eine Lücke füllt, kein Keep-alive und kein doppelt mitgeschnittenes Paket</translation>
    </message>
    <message>
        <source>From the SYN to its answer, of the first connection on these ports where both were seen; empty where the clock was set back in between</source>
        <translation>Vom SYN bis zur Antwort, bei der ersten Verbindung auf diesen Ports, bei der beide zu sehen waren; leer, wo die Uhr dazwischen zurückgestellt wurde</translation>
    </message>
    <message>
        <source>Version that the server chose, else the highest that the client offered</source>
        <translation>Version, die der Server wählte, sonst die höchste, die der Client anbot</translation>
    </message>
    <message>
        <source>Protocol that the server chose inside TLS, else the first that the client offered</source>
        <translation>Protokoll, das der Server innerhalb von TLS wählte, sonst das erste, das der Client anbot</translation>
    </message>
    <message>
        <source>JA3 fingerprint of the client&apos;s hello</source>
        <translation>JA3-Fingerabdruck des Client Hello</translation>
    </message>
    <message>
        <source>JA4 fingerprint of the client&apos;s hello</source>
        <translation>JA4-Fingerabdruck des Client Hello</translation>
    </message>
    <message>
        <source>Community ID of the flow, version 1 with seed 0, as other monitors&apos; alerts carry it; of ICMP one for each kind of message</source>
        <translation>Community ID des Flusses, Version 1 mit Seed 0, wie sie in Alarmen anderer Programme steht; bei ICMP eine je Art von Nachricht</translation>
    </message>
    <message>
        <source>Source address</source>
        <translation>Quelladresse</translation>
    </message>
    <message>
        <source>Destination address</source>
        <translation>Zieladresse</translation>
    </message>
    <message>
        <source>A row is a DNS name that was asked for, by `messages`, falling, or rising with `--rare`</source>
        <translation>Eine Zeile ist ein DNS-Name, nach dem gefragt wurde, nach `messages`, fallend, mit `--rare` steigend</translation>
    </message>
    <message>
        <source>Name asked for</source>
        <translation>Name, nach dem gefragt wurde</translation>
    </message>
    <message>
        <source>Domain that somebody registered, by the public suffix list (ICANN section)</source>
        <translation>Domain, die jemand registriert hat, nach der Public Suffix List (Abschnitt ICANN)</translation>
    </message>
    <message>
        <source>Queries and responses; every question of every message counts</source>
        <translation>Anfragen und Antworten; jede Frage jeder Nachricht zählt</translation>
    </message>
    <message>
        <source>Questions asked</source>
        <translation>Gestellte Fragen</translation>
    </message>
    <message>
        <source>Questions answered</source>
        <translation>Beantwortete Fragen</translation>
    </message>
    <message>
        <source>Who asked</source>
        <translation>Wer gefragt hat</translation>
    </message>
    <message>
        <source>Types asked for</source>
        <translation>Typen, nach denen gefragt wurde</translation>
    </message>
    <message>
        <source>How the responses went, and how often each: `NOERROR:2;NXDOMAIN:1`</source>
        <translation>Wie die Antworten ausfielen und wie oft jeweils: `NOERROR:2;NXDOMAIN:1`</translation>
    </message>
    <message>
        <source>Addresses and names answered</source>
        <translation>Adressen und Namen in den Antworten</translation>
    </message>
    <message>
        <source>First message</source>
        <translation>Erste Nachricht</translation>
    </message>
    <message>
        <source>Last message</source>
        <translation>Letzte Nachricht</translation>
    </message>
    <message>
        <source>Characters of the name, without the final dot</source>
        <translation>Zeichen des Namens ohne den letzten Punkt</translation>
    </message>
    <message>
        <source>Labels of the name</source>
        <translation>Labels des Namens</translation>
    </message>
    <message>
        <source>Shannon entropy of the whole name, in bits per character</source>
        <translation>Shannon-Entropie des ganzen Namens in Bit je Zeichen</translation>
    </message>
    <message>
        <source>DNS</source>
        <translation>DNS</translation>
    </message>
    <message>
        <source>A row is a message, over UDP or TCP port 53, multicast DNS (5353) or LLMNR (5355)</source>
        <translation>Eine Zeile ist eine Nachricht, über UDP- oder TCP-Port 53, Multicast-DNS (5353) oder LLMNR (5355)</translation>
    </message>
    <message>
        <source>Frame in which the message ends</source>
        <translation>Frame, in dem die Nachricht endet</translation>
    </message>
    <message>
        <source>When that frame was captured</source>
        <translation>Wann dieser Frame mitgeschnitten wurde</translation>
    </message>
    <message>
        <source>Who asks</source>
        <translation>Wer fragt</translation>
    </message>
    <message>
        <source>Who is asked</source>
        <translation>Wer gefragt wird</translation>
    </message>
    <message>
        <source>Identification in the DNS header</source>
        <translation>Identifikation im DNS-Kopf</translation>
    </message>
    <message>
        <source>Identification in the IP header</source>
        <translation>Identifikation im IP-Kopf</translation>
    </message>
    <message>
        <source>Whether the message is a response</source>
        <translation>Ob die Nachricht eine Antwort ist</translation>
    </message>
    <message>
        <source>Kind of query, from the header</source>
        <translation>Art der Anfrage, aus dem Kopf</translation>
    </message>
    <message>
        <source>Of a response: how it went</source>
        <translation>Bei einer Antwort: wie sie ausfiel</translation>
    </message>
    <message>
        <source>Type asked for</source>
        <translation>Typ, nach dem gefragt wurde</translation>
    </message>
    <message>
        <source>What was answered</source>
        <translation>Was geantwortet wurde</translation>
    </message>
    <message>
        <source>Frame of the query&apos;s response, or of the response&apos;s query</source>
        <translation>Frame der Antwort auf die Anfrage oder der Anfrage zur Antwort</translation>
    </message>
    <message>
        <source>Of a response: time since the query, since the first one where it was repeated; not of multicast DNS and LLMNR; empty where the clock was set back in between</source>
        <translation>Bei einer Antwort: Zeit seit der Anfrage, bei wiederholten seit der ersten; nicht bei Multicast-DNS und LLMNR; leer, wo die Uhr dazwischen zurückgestellt wurde</translation>
    </message>
    <message>
        <source>Whether it is a query that repeats one not answered yet; not of multicast DNS and LLMNR, nor of a packet that was captured twice</source>
        <translation>Ob es eine Anfrage ist, die eine noch unbeantwortete wiederholt; nicht bei Multicast-DNS und LLMNR und nicht bei einem doppelt mitgeschnittenen Paket</translation>
    </message>
    <message>
        <source>Hosts</source>
        <translation>Hosts</translation>
    </message>
    <message>
        <source>A row is an address outside the home networks that a home address sent to or heard from</source>
        <translation>Eine Zeile ist eine Adresse außerhalb der Heimnetze, an die eine Adresse von dort gesendet oder von der sie empfangen hat</translation>
    </message>
    <message>
        <source>The outside address</source>
        <translation>Die Adresse außerhalb</translation>
    </message>
    <message>
        <source>`public`, `multicast` or `broadcast`, by IANA&apos;s registries</source>
        <translation>`public`, `multicast` oder `broadcast`, nach den Registern der IANA</translation>
    </message>
    <message>
        <source>Packets between home and the address</source>
        <translation>Pakete zwischen den Heimnetzen und der Adresse</translation>
    </message>
    <message>
        <source>Bytes between home and the address</source>
        <translation>Bytes zwischen den Heimnetzen und der Adresse</translation>
    </message>
    <message>
        <source>Bytes sent from home</source>
        <translation>Bytes, die aus den Heimnetzen gesendet wurden</translation>
    </message>
    <message>
        <source>Bytes received at home</source>
        <translation>Bytes, die in den Heimnetzen empfangen wurden</translation>
    </message>
    <message>
        <source>The home addresses</source>
        <translation>Die Adressen in den Heimnetzen</translation>
    </message>
    <message>
        <source>Ports of the address that were spoken to</source>
        <translation>Ports der Adresse, die angesprochen wurden</translation>
    </message>
    <message>
        <source>`dns`: an answer named this address to this client before its first packet; `dns-late`: after it; `dns-other`: only to somebody else in the capture; `tls`: only the server name in a TLS handshake; `http`: only a Host header, whose name DNS does not lead elsewhere; `capture`: only the capture file; `none`: nothing, which is how an address built into malware looks</source>
        <translation>`dns`: eine Antwort nannte diesem Client die Adresse vor seinem ersten Paket; `dns-late`: danach; `dns-other`: nur jemand anderem im Mitschnitt; `tls`: nur der Servername in einem TLS-Handshake; `http`: nur ein Host-Kopf, dessen Namen DNS nicht anderswohin führt; `capture`: nur die Mitschnittdatei; `none`: nichts, so sieht eine in Schadsoftware eingebaute Adresse aus</translation>
    </message>
    <message>
        <source>Those names</source>
        <translation>Diese Namen</translation>
    </message>
    <message>
        <source>Country by whois, looked up on request</source>
        <translation>Land laut Whois, auf Wunsch nachgeschlagen</translation>
    </message>
    <message>
        <source>Organization by whois, looked up on request</source>
        <translation>Organisation laut Whois, auf Wunsch nachgeschlagen</translation>
    </message>
    <message>
        <source>VirusTotal&apos;s engines that say malicious, looked up on request</source>
        <translation>Scanner von VirusTotal, die „bösartig“ sagen, auf Wunsch nachgeschlagen</translation>
    </message>
    <message>
        <source>VirusTotal&apos;s engines that say suspicious, looked up on request</source>
        <translation>Scanner von VirusTotal, die „verdächtig“ sagen, auf Wunsch nachgeschlagen</translation>
    </message>
    <message>
        <source>VirusTotal&apos;s engines that say harmless, looked up on request</source>
        <translation>Scanner von VirusTotal, die „harmlos“ sagen, auf Wunsch nachgeschlagen</translation>
    </message>
    <message>
        <source>VirusTotal&apos;s engines that say nothing, looked up on request</source>
        <translation>Scanner von VirusTotal, die nichts sagen, auf Wunsch nachgeschlagen</translation>
    </message>
    <message>
        <source>When the address was looked up</source>
        <translation>Wann die Adresse nachgeschlagen wurde</translation>
    </message>
    <message>
        <source>Bytes between home and the address, as whole frames on the wire</source>
        <translation>Bytes zwischen den Heimnetzen und der Adresse, als ganze Frames auf der Leitung</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>Befunde</translation>
    </message>
    <message>
        <source>A row is a subject, an address or a name, by score, falling</source>
        <translation>Eine Zeile ist ein Gegenstand, eine Adresse oder ein Name, nach Punkten, fallend</translation>
    </message>
    <message>
        <source>From 1, the highest score</source>
        <translation>Ab 1, die höchste Punktzahl zuerst</translation>
    </message>
    <message>
        <source>Sum of what the reasons add</source>
        <translation>Summe dessen, was die Gründe beitragen</translation>
    </message>
    <message>
        <source>Short names of the reasons</source>
        <translation>Kurznamen der Gründe</translation>
    </message>
    <message>
        <source>An address or a name</source>
        <translation>Eine Adresse oder ein Name</translation>
    </message>
    <message>
        <source>What was seen, in words and figures</source>
        <translation>Was zu sehen war, in Worten und Zahlen</translation>
    </message>
    <message>
        <source>First frame that shows it</source>
        <translation>Erster Frame, der es zeigt</translation>
    </message>
    <message>
        <source>How many frames show it</source>
        <translation>Wie viele Frames es zeigen</translation>
    </message>
    <message>
        <source>What each reason adds to the score: `never-named=10;odd-port=11`</source>
        <translation>Was jeder Grund zu den Punkten beiträgt: `never-named=10;odd-port=11`</translation>
    </message>
    <message>
        <source>`serious` from 40 points, `look` from 20, else `little`</source>
        <translation>`serious` ab 40 Punkten, `look` ab 20, sonst `little`</translation>
    </message>
    <message>
        <source>Home addresses that took part</source>
        <translation>Beteiligte Adressen in den Heimnetzen</translation>
    </message>
    <message>
        <source>Names of the subject</source>
        <translation>Namen des Gegenstands</translation>
    </message>
    <message>
        <source>First packet with the subject</source>
        <translation>Erstes Paket mit dem Gegenstand</translation>
    </message>
    <message>
        <source>Last packet with the subject</source>
        <translation>Letztes Paket mit dem Gegenstand</translation>
    </message>
    <message>
        <source>Bytes of the traffic with the subject</source>
        <translation>Bytes des Verkehrs mit dem Gegenstand</translation>
    </message>
    <message>
        <source>How many addresses or names the finding stands for: the targets of a scan, the names of a tunnel</source>
        <translation>Für wie viele Adressen oder Namen der Befund steht: die Ziele eines Scans, die Namen eines Tunnels</translation>
    </message>
    <message>
        <source>The first 256 of them</source>
        <translation>Die ersten 256 davon</translation>
    </message>
    <message>
        <source>TLS</source>
        <translation>TLS</translation>
    </message>
    <message>
        <source>A row is a conversation in which a TLS, DTLS or QUIC hello was read</source>
        <translation>Eine Zeile ist eine Konversation, in der ein Hello von TLS, DTLS oder QUIC gelesen wurde</translation>
    </message>
    <message>
        <source>Frame that completed the client&apos;s hello; without one, the first of the conversation</source>
        <translation>Frame, mit dem das Client Hello vollständig war; ohne eines der erste der Konversation</translation>
    </message>
    <message>
        <source>First packet of the conversation; of a later connection on the same ports, its first bytes</source>
        <translation>Erstes Paket der Konversation; bei einer späteren auf denselben Ports ihre ersten Bytes</translation>
    </message>
    <message>
        <source>Who opened the connection</source>
        <translation>Wer die Verbindung eröffnet hat</translation>
    </message>
    <message>
        <source>To whom the connection was opened</source>
        <translation>Zu wem die Verbindung eröffnet wurde</translation>
    </message>
    <message>
        <source>Name that the client asked the server for (SNI)</source>
        <translation>Name, nach dem der Client den Server fragte (SNI)</translation>
    </message>
    <message>
        <source>Who issued the certificate</source>
        <translation>Wer das Zertifikat ausgestellt hat</translation>
    </message>
    <message>
        <source>The certificate is valid from then on</source>
        <translation>Ab wann das Zertifikat gilt</translation>
    </message>
    <message>
        <source>The certificate is valid until then</source>
        <translation>Bis wann das Zertifikat gilt</translation>
    </message>
    <message>
        <source>Whether the certificate&apos;s issuer is its subject</source>
        <translation>Ob der Aussteller des Zertifikats dessen Inhaber ist</translation>
    </message>
    <message>
        <source>Whether one of the certificate&apos;s names is the server name</source>
        <translation>Ob einer der Namen des Zertifikats der Servername ist</translation>
    </message>
    <message>
        <source>Whether the client sent an encrypted hello (ECH) inside the one that was read</source>
        <translation>Ob der Client ein verschlüsseltes Hello (ECH) in dem gelesenen gesendet hat</translation>
    </message>
    <message>
        <source>HTTP</source>
        <translation>HTTP</translation>
    </message>
    <message>
        <source>Frame that completed the request&apos;s head; without a request, the response&apos;s</source>
        <translation>Frame, mit dem der Kopf der Anfrage vollständig war; ohne Anfrage der der Antwort</translation>
    </message>
    <message>
        <source>Who sent the request</source>
        <translation>Wer die Anfrage gesendet hat</translation>
    </message>
    <message>
        <source>To whom the request was sent</source>
        <translation>An wen die Anfrage ging</translation>
    </message>
    <message>
        <source>Of the request</source>
        <translation>Der Anfrage</translation>
    </message>
    <message>
        <source>Host that the request names</source>
        <translation>Host, den die Anfrage nennt</translation>
    </message>
    <message>
        <source>Target of the request, with its query</source>
        <translation>Ziel der Anfrage mit ihren Parametern</translation>
    </message>
    <message>
        <source>What the client says it is</source>
        <translation>Was der Client zu sein angibt</translation>
    </message>
    <message>
        <source>Of the response</source>
        <translation>Der Antwort</translation>
    </message>
    <message>
        <source>What the response says its body is</source>
        <translation>Was der Inhalt laut Antwort ist</translation>
    </message>
    <message>
        <source>How long the response&apos;s head says its body is</source>
        <translation>Wie lang der Inhalt laut Kopf der Antwort ist</translation>
    </message>
    <message>
        <source>What the body is by its first bytes</source>
        <translation>Was der Inhalt nach seinen ersten Bytes ist</translation>
    </message>
    <message>
        <source>Frame that completed the response&apos;s head</source>
        <translation>Frame, mit dem der Kopf der Antwort vollständig war</translation>
    </message>
    <message>
        <source>A row is a client and a DNS name that it asked for, by `messages`, falling, or rising with `--rare`</source>
        <translation>Eine Zeile ist ein Client und ein DNS-Name, nach dem er fragte, nach `messages`, fallend, mit `--rare` steigend</translation>
    </message>
    <message>
        <source>Queries without a response in the capture; not of multicast DNS and LLMNR, which ask everybody</source>
        <translation>Anfragen ohne Antwort im Mitschnitt; nicht bei Multicast-DNS und LLMNR, die alle fragen</translation>
    </message>
    <message>
        <source>Queries that repeat one not answered yet: the same client, server, ports, identification, name and type; not of multicast DNS and LLMNR</source>
        <translation>Anfragen, die eine noch unbeantwortete wiederholen: gleicher Client, Server, gleiche Ports, Identifikation, gleicher Name und Typ; nicht bei Multicast-DNS und LLMNR</translation>
    </message>
    <message>
        <source>Responses that say that the name does not exist</source>
        <translation>Antworten, nach denen es den Namen nicht gibt</translation>
    </message>
    <message>
        <source>From the first query to its response, where the clock was not set back in between; of an even number of them, the lower of the two in the middle</source>
        <translation>Von der ersten Anfrage bis zur Antwort, wo die Uhr dazwischen nicht zurückgestellt wurde; bei einer geraden Zahl der kleinere der beiden mittleren Werte</translation>
    </message>
    <message>
        <source>The longest time from the first query to its response, where the clock was not set back in between</source>
        <translation>Die längste Zeit von der ersten Anfrage bis zur Antwort, wo die Uhr dazwischen nicht zurückgestellt wurde</translation>
    </message>
    <message>
        <source>Bytes of the DNS messages themselves, without any header</source>
        <translation>Bytes der DNS-Nachrichten selbst, ohne Köpfe</translation>
    </message>
    <message>
        <source>Characters of the name&apos;s longest label</source>
        <translation>Zeichen des längsten Labels des Namens</translation>
    </message>
    <message>
        <source>Different addresses answered</source>
        <translation>Verschiedene Adressen in den Antworten</translation>
    </message>
    <message>
        <source>Frame of the first message</source>
        <translation>Frame der ersten Nachricht</translation>
    </message>
    <message>
        <source>Domains</source>
        <translation>Domains</translation>
    </message>
    <message>
        <source>A row is a registrable domain, by `messages`, falling, or rising with `--rare`</source>
        <translation>Eine Zeile ist eine registrierbare Domain, nach `messages`, fallend, mit `--rare` steigend</translation>
    </message>
    <message>
        <source>Different names asked for that are the domain or lie under it</source>
        <translation>Verschiedene Namen, nach denen gefragt wurde und die die Domain sind oder unter ihr liegen</translation>
    </message>
    <message>
        <source>Characters of the longest of its names</source>
        <translation>Zeichen des längsten ihrer Namen</translation>
    </message>
    <message>
        <source>Characters of the longest label of its names</source>
        <translation>Zeichen des längsten Labels ihrer Namen</translation>
    </message>
    <message>
        <source>The largest Shannon entropy of its names, in bits per character</source>
        <translation>Die größte Shannon-Entropie ihrer Namen in Bit je Zeichen</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>Änderungen</translation>
    </message>
    <message>
        <source>A row is what is new, changed or gone since the baseline</source>
        <translation>Eine Zeile ist, was gegenüber dem Vergleichsstand neu, verändert oder verschwunden ist</translation>
    </message>
    <message>
        <source>`new`, `changed` (by more than a factor of 10) or `gone`</source>
        <translation>`new`, `changed` (um mehr als das Zehnfache) oder `gone`</translation>
    </message>
    <message>
        <source>`talker`, `host`, `name`, `service` or `fingerprint`</source>
        <translation>`talker`, `host`, `name`, `service` oder `fingerprint`</translation>
    </message>
    <message>
        <source>What is new, changed or gone</source>
        <translation>Was neu, verändert oder verschwunden ist</translation>
    </message>
    <message>
        <source>Bytes, or messages of a name, in this capture</source>
        <translation>Bytes, bei Namen Nachrichten, in diesem Mitschnitt</translation>
    </message>
    <message>
        <source>Bytes, or messages of a name, in the baseline</source>
        <translation>Bytes, bei Namen Nachrichten, im Vergleichsstand</translation>
    </message>
    <message>
        <source>First packet, in this capture or else in the baseline</source>
        <translation>Erstes Paket, in diesem Mitschnitt oder sonst im Vergleichsstand</translation>
    </message>
    <message>
        <source>The machine&apos;s address</source>
        <translation>Adresse des Geräts</translation>
    </message>
    <message>
        <source>MAC</source>
        <translation>MAC</translation>
    </message>
    <message>
        <source>Hardware address of its network card, by ARP, DHCP or the first frame it sent; empty where that came through a router, whose card sends for many</source>
        <translation>Hardwareadresse seiner Netzwerkkarte, nach ARP, DHCP oder dem ersten Frame, den es gesendet hat; leer, wo dieser durch einen Router kam, dessen Karte für viele sendet</translation>
    </message>
    <message>
        <source>Vendor</source>
        <translation>Hersteller</translation>
    </message>
    <message>
        <source>Who made the network card, by the lists of the IEEE, where Debian&apos;s package ieee-data is installed</source>
        <translation>Wer die Netzwerkkarte hergestellt hat, nach den Listen der IEEE, wo Debians Paket ieee-data installiert ist</translation>
    </message>
    <message>
        <source>Host names</source>
        <translation>Gerätenamen</translation>
    </message>
    <message>
        <source>What the machine calls itself, each name once, with or without its domain</source>
        <translation>Wie das Gerät sich selbst nennt, jeder Name einmal, mit oder ohne seine Domain</translation>
    </message>
    <message>
        <source>Host name source</source>
        <translation>Quelle des Gerätenamens</translation>
    </message>
    <message>
        <source>Where each of them was read, and in which frame: `dhcp` (options 12 and 81), `kerberos` (the machine&apos;s account, or the NetBIOS name in a request), `ntlm`, `netbios` (names registered, sessions asked for), `browser` (announcements), `mdns`, `llmnr`, `ldap` (asking for a domain controller)</source>
        <translation>Wo jeder davon gelesen wurde, und in welchem Frame: `dhcp` (Optionen 12 und 81), `kerberos` (das Konto des Geräts oder der NetBIOS-Name in einer Anfrage), `ntlm`, `netbios` (angemeldete Namen, erbetene Sitzungen), `browser` (Ankündigungen), `mdns`, `llmnr`, `ldap` (Frage nach einem Domänencontroller)</translation>
    </message>
    <message>
        <source>Users</source>
        <translation>Benutzer</translation>
    </message>
    <message>
        <source>Who uses it; accounts of machines are not among them</source>
        <translation>Wer es benutzt; Konten von Geräten sind nicht darunter</translation>
    </message>
    <message>
        <source>User source</source>
        <translation>Quelle des Benutzers</translation>
    </message>
    <message>
        <source>Where each of them was read, and in which frame: `kerberos` (granted by a reply), `ntlm`, `smb`, `ldap`, `mail` (SMTP, IMAP, POP3), `ftp`, `http-basic`; `kerberos-request` (asked for) only where nobody else is known</source>
        <translation>Wo jeder davon gelesen wurde, und in welchem Frame: `kerberos` (von einer Antwort bestätigt), `ntlm`, `smb`, `ldap`, `mail` (SMTP, IMAP, POP3), `ftp`, `http-basic`; `kerberos-request` (erbeten) nur, wo niemand sonst bekannt ist</translation>
    </message>
    <message>
        <source>System</source>
        <translation>System</translation>
    </message>
    <message>
        <source>Its operating system, as exactly as it was said: Windows 11 calls itself Windows NT 10.0, as Windows 10 does</source>
        <translation>Sein Betriebssystem, so genau, wie es gesagt wurde: Windows 11 nennt sich Windows NT 10.0, wie Windows 10</translation>
    </message>
    <message>
        <source>System source</source>
        <translation>Quelle des Systems</translation>
    </message>
    <message>
        <source>Where that was read, and in which frame: `ntlm` (with the build), `smb` (the native system of SMB 1), `dhcp` (options 55 and 60), `browser`, `smb-dialect` (the highest dialect of SMB 2 that a Windows offers), `user-agent` (parts of the system first, then what most requests say), `syn` (how it opens connections, where Debian&apos;s package p0f is installed)</source>
        <translation>Wo das gelesen wurde, und in welchem Frame: `ntlm` (mit dem Build), `smb` (das eigene System nach SMB 1), `dhcp` (Optionen 55 und 60), `browser`, `smb-dialect` (der höchste Dialekt von SMB 2, den ein Windows anbietet), `user-agent` (Teile des Systems zuerst, dann, was die meisten Anfragen sagen), `syn` (wie es Verbindungen öffnet, wo Debians Paket p0f installiert ist)</translation>
    </message>
    <message>
        <source>Services</source>
        <translation>Dienste</translation>
    </message>
    <message>
        <source>What it offers: spoken in conversations that others began with it and that it answered</source>
        <translation>Was es anbietet: gesprochen in Konversationen, die andere mit ihm begannen und die es beantwortete</translation>
    </message>
    <message>
        <source>How many findings it takes part in</source>
        <translation>An wie vielen Befunden es beteiligt ist</translation>
    </message>
    <message>
        <source>Worst</source>
        <translation>Schlimmster</translation>
    </message>
    <message>
        <source>Severity of the worst of them</source>
        <translation>Schwere des schlimmsten davon</translation>
    </message>
    <message>
        <source>Score of the worst of them</source>
        <translation>Punkte des schlimmsten davon</translation>
    </message>
    <message>
        <source>Domain</source>
        <translation>Domäne</translation>
    </message>
    <message>
        <source>Kerberos realm, Windows domain or workgroup</source>
        <translation>Kerberos-Realm, Windows-Domäne oder Arbeitsgruppe</translation>
    </message>
    <message>
        <source>A row is a machine at home, an address of the home networks that sent a packet; those with the worst findings first, then by `bytes`, falling</source>
        <translation>Eine Zeile ist ein Gerät im Heimnetz, eine Adresse der Heimnetze, die ein Paket gesendet hat; die mit den schlimmsten Befunden zuerst, dann nach `bytes`, fallend</translation>
    </message>
    <message>
        <source>When it began</source>
        <translation>Wann es begann</translation>
    </message>
    <message>
        <source>Whose doing it was</source>
        <translation>Wer es tat</translation>
    </message>
    <message>
        <source>`asked` (for a name that led to a finding, for the first time), `downloaded`, `sent`, `contacted` (a server that nothing harmless explains, where no other row says what was done with it), `beacon`, `tunnel`, `scan`, `login` (passwords tried, or said aloud), `moved` (on to other machines at home), `listed`</source>
        <translation>`asked` (zum ersten Mal nach einem Namen gefragt, der zu einem Befund führte), `downloaded` (geladen), `sent` (gesendet), `contacted` (ein Server, den nichts Harmloses erklärt, wo keine andere Zeile sagt, was mit ihm geschah), `beacon` (meldet sich immer wieder), `tunnel`, `scan`, `login` (Passwörter probiert oder offen gesagt), `moved` (weiter zu anderen Geräten im Heimnetz), `listed` (auf einer Liste)</translation>
    </message>
    <message>
        <source>The address or name: of the finding, or the one asked for</source>
        <translation>Die Adresse oder der Name: des Befunds, oder wonach gefragt wurde</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>What happened, in words and figures</source>
        <translation>Was geschah, in Worten und Zahlen</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>Ereignisse</translation>
    </message>
    <message>
        <source>A row is something that happened, in time order: the story of the findings that are worth a look or serious; a behaviour that repeats is one row</source>
        <translation>Eine Zeile ist etwas, das geschah, nach der Zeit: die Geschichte der Befunde, die einen Blick wert oder ernst sind; ein Verhalten, das sich wiederholt, ist eine Zeile</translation>
    </message>
    <message>
        <source>`udp` or `tcp`; decrypted, `tls` or `https`</source>
        <translation>`udp` oder `tcp`; entschlüsselt `tls` oder `https`</translation>
    </message>
    <message>
        <source>Common name and alternative names of the server&apos;s certificate, in the clear or decrypted</source>
        <translation>Common Name und alternative Namen des Serverzertifikats, im Klartext oder entschlüsselt</translation>
    </message>
    <message>
        <source>Decrypted</source>
        <translation>Entschlüsselt</translation>
    </message>
    <message>
        <source>Whether the keys at hand open it: `yes`, `no keys`, `keys do not fit` or `gap at FRAME`; `from FRAME` where it was read up to there</source>
        <translation>Ob die vorhandenen Schlüssel sie öffnen: `yes`, `no keys`, `keys do not fit` oder `gap at FRAME`; `from FRAME`, wo bis dorthin gelesen wurde</translation>
    </message>
    <message>
        <source>A row is an HTTP request, in the clear or decrypted, or a response whose request was not captured</source>
        <translation>Eine Zeile ist eine HTTP-Anfrage, im Klartext oder entschlüsselt, oder eine Antwort, deren Anfrage nicht mitgeschnitten wurde</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>Of HTTP: `0.9`, `1.0`, `1.1`, `2` or `3`</source>
        <translation>Von HTTP: `0.9`, `1.0`, `1.1`, `2` oder `3`</translation>
    </message>
    <message>
        <source>Encrypted</source>
        <translation>Verschlüsselt</translation>
    </message>
    <message>
        <source>What it was decrypted from: `tls` or `quic`; empty: it was in the clear</source>
        <translation>Woraus sie entschlüsselt wurde: `tls` oder `quic`; leer: sie war im Klartext</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>A row is a file that went over the network</source>
        <translation>Eine Zeile ist eine Datei, die über das Netz ging</translation>
    </message>
    <message>
        <source>Frame that brought the file&apos;s first bytes</source>
        <translation>Frame, der die ersten Bytes der Datei brachte</translation>
    </message>
    <message>
        <source>Who asked for the file, or sent it</source>
        <translation>Wer die Datei verlangte oder sandte</translation>
    </message>
    <message>
        <source>Who was asked, or sent it to</source>
        <translation>Wer gefragt wurde oder sie bekam</translation>
    </message>
    <message>
        <source>`http`, `ftp`, `tftp`, `smtp`, `imap`, `pop3` or `smb`</source>
        <translation>`http`, `ftp`, `tftp`, `smtp`, `imap`, `pop3` oder `smb`</translation>
    </message>
    <message>
        <source>Direction</source>
        <translation>Richtung</translation>
    </message>
    <message>
        <source>`download` from the server or `upload` to it</source>
        <translation>`download` vom Server oder `upload` zu ihm</translation>
    </message>
    <message>
        <source>Name that the sender or the address gives it</source>
        <translation>Name, den der Absender oder die Adresse ihr gibt</translation>
    </message>
    <message>
        <source>URL</source>
        <translation>URL</translation>
    </message>
    <message>
        <source>Where it came from or went to</source>
        <translation>Woher sie kam oder wohin sie ging</translation>
    </message>
    <message>
        <source>Claimed type</source>
        <translation>Angegebener Typ</translation>
    </message>
    <message>
        <source>What the sender says it is</source>
        <translation>Was sie laut Absender ist</translation>
    </message>
    <message>
        <source>What it is by its first bytes</source>
        <translation>Was sie nach ihren ersten Bytes ist</translation>
    </message>
    <message>
        <source>Mismatch</source>
        <translation>Widerspruch</translation>
    </message>
    <message>
        <source>Whether a program or script is claimed, or named, to be something harmless</source>
        <translation>Ob ein Programm oder Skript als etwas Harmloses ausgegeben oder benannt ist</translation>
    </message>
    <message>
        <source>Its length, decoded, as far as it is there</source>
        <translation>Ihre Länge, dekodiert, soweit vorhanden</translation>
    </message>
    <message>
        <source>Complete</source>
        <translation>Vollständig</translation>
    </message>
    <message>
        <source>Whether all of it is there</source>
        <translation>Ob sie ganz vorhanden ist</translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation>Kodierung</translation>
    </message>
    <message>
        <source>Encodings that were undone</source>
        <translation>Kodierungen, die rückgängig gemacht wurden</translation>
    </message>
    <message>
        <source>SHA-256</source>
        <translation>SHA-256</translation>
    </message>
    <message>
        <source>Of all of it; empty where it is not complete</source>
        <translation>Der ganzen Datei; leer, wo sie nicht vollständig ist</translation>
    </message>
    <message>
        <source>MD5</source>
        <translation>MD5</translation>
    </message>
    <message>
        <source>What the client of HTTP says it is</source>
        <translation>Was der HTTP-Client zu sein angibt</translation>
    </message>
    <message>
        <source>How many frames brought bytes of it</source>
        <translation>Wie viele Frames Bytes davon brachten</translation>
    </message>
    <message>
        <source>Incomplete because</source>
        <translation>Unvollständig, weil</translation>
    </message>
    <message>
        <source>Why it has no hash</source>
        <translation>Warum sie keine Prüfsumme hat</translation>
    </message>
    <message>
        <source>Registrant</source>
        <translation>Inhaber</translation>
    </message>
    <message>
        <source>Who registered the domain, looked up on request</source>
        <translation>Wer die Domain registriert hat, auf Wunsch nachgeschlagen</translation>
    </message>
    <message>
        <source>Registrar</source>
        <translation>Registrar</translation>
    </message>
    <message>
        <source>Where the domain was registered, looked up on request</source>
        <translation>Wo die Domain registriert wurde, auf Wunsch nachgeschlagen</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>Angelegt</translation>
    </message>
    <message>
        <source>When the domain was registered, looked up on request</source>
        <translation>Wann die Domain registriert wurde, auf Wunsch nachgeschlagen</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Urteil</translation>
    </message>
    <message>
        <source>Verdict by</source>
        <translation>Urteil von</translation>
    </message>
    <message>
        <source>Star</source>
        <translation>Stern</translation>
    </message>
    <message>
        <source>Marked with a star by the analyst</source>
        <translation>Vom Analysten mit einem Stern markiert</translation>
    </message>
    <message>
        <source>Judged</source>
        <translation>Beurteilt</translation>
    </message>
    <message>
        <source>The analyst&apos;s verdict: `benign`, `suspicious`, `malicious`</source>
        <translation>Das Urteil des Analysten: `benign`, `suspicious`, `malicious`</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>The analyst&apos;s note</source>
        <translation>Die Notiz des Analysten</translation>
    </message>
    <message>
        <source>What is marked: `address`, `name`, `flow` or `frame`</source>
        <translation>Was markiert ist: `address`, `name`, `flow` oder `frame`</translation>
    </message>
    <message>
        <source>The address, the name, the flow or the number of the frame</source>
        <translation>Die Adresse, der Name, der Flow oder die Nummer des Frames</translation>
    </message>
    <message>
        <source>The worst that any service, looked up on request, or list of yours says: `malicious`, `suspicious`, `clean`; sorts by that</source>
        <translation>Das Schlimmste, was ein auf Wunsch befragter Dienst oder eine Ihrer Listen sagt: `malicious`, `suspicious`, `clean`; danach wird sortiert</translation>
    </message>
    <message>
        <source>Who says so and why, the worst first: `list:office;threatfox:Emotet botnet_cc;virustotal:18/94`</source>
        <translation>Wer das sagt und warum, das Schlimmste zuerst: `list:office;threatfox:Emotet botnet_cc;virustotal:18/94`</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Number of the row of files with the response&apos;s body; where that is empty, with the request&apos;s</source>
        <translation>Nummer der Zeile in files mit dem Inhalt der Antwort; wo der leer ist, mit dem der Anfrage</translation>
    </message>
</context>
<context>
    <name>weir::models::FieldModel</name>
    <message>
        <source>Field</source>
        <translation>Feld</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
</context>
<context>
    <name>weir::models::FindingSettings</name>
    <message>
        <source>The weights could not be saved in %1: %2</source>
        <translation>Die Gewichte konnten nicht in %1 gespeichert werden: %2</translation>
    </message>
    <message>
        <source>The rule could not be saved in %1: %2</source>
        <translation>Die Regel konnte nicht in %1 gespeichert werden: %2</translation>
    </message>
</context>
<context>
    <name>weir::models::FollowText</name>
    <message>
        <source>Client %1, frame %2, %3</source>
        <translation>Client %1, Frame %2, %3</translation>
    </message>
    <message>
        <source>Server %1, frame %2, %3</source>
        <translation>Server %1, Frame %2, %3</translation>
    </message>
    <message>
        <source> (connection %1 between these ports)</source>
        <translation> (Verbindung %1 zwischen diesen Ports)</translation>
    </message>
    <message numerus="yes">
        <source>! %1 bytes are missing here</source>
        <translation>
            <numerusform>! Hier fehlt %1 Byte</numerusform>
            <numerusform>! Hier fehlen %1 Bytes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>weir::models::IndicatorFiles</name>
    <message>
        <source>%1 could not be copied: %2</source>
        <translation>%1 konnte nicht kopiert werden: %2</translation>
    </message>
    <message>
        <source>%1 could not be removed</source>
        <translation>%1 konnte nicht entfernt werden</translation>
    </message>
</context>
<context>
    <name>weir::models::JobModel</name>
    <message>
        <source>Asked about</source>
        <translation>Gefragt nach</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>Dienst</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
</context>
<context>
    <name>weir::models::KindWords</name>
    <message>
        <source>What else looks like it: %1</source>
        <translation>Was sonst so aussieht: %1</translation>
    </message>
    <message>
        <source>Weight: seen too seldom to be counted, taken from the kind that is most like it</source>
        <translation>Gewicht: zu selten gesehen, um zu zählen; von der ähnlichsten Art übernommen</translation>
    </message>
    <message>
        <source>Weight: seen of %1 bad hosts and %2 others in labelled captures</source>
        <translation>Gewicht: in bewerteten Mitschnitten bei %1 schädlichen Rechnern und %2 anderen gesehen</translation>
    </message>
    <message>
        <source>hard: serious alone</source>
        <translation>hart: allein schon ernst</translation>
    </message>
    <message>
        <source>soft: never worth a look alone</source>
        <translation>weich: allein nie einen Blick wert</translation>
    </message>
    <message>
        <source>context: explains</source>
        <translation>Zusammenhang: erklärt</translation>
    </message>
</context>
<context>
    <name>weir::models::LookupWords</name>
    <message>
        <source>Malicious</source>
        <translation>Bösartig</translation>
    </message>
    <message>
        <source>Suspicious</source>
        <translation>Verdächtig</translation>
    </message>
    <message>
        <source>Known to be harmless</source>
        <translation>Als harmlos bekannt</translation>
    </message>
    <message>
        <source>under a minute</source>
        <translation>weniger als eine Minute</translation>
    </message>
    <message numerus="yes">
        <source>about %1 minutes</source>
        <translation>
            <numerusform>etwa %1 Minute</numerusform>
            <numerusform>etwa %1 Minuten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %1 hours</source>
        <translation>
            <numerusform>etwa %1 Stunde</numerusform>
            <numerusform>etwa %1 Stunden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 requests</source>
        <translation>
            <numerusform>%1 Anfrage</numerusform>
            <numerusform>%1 Anfragen</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2 engines</source>
        <translation>%1 von %2 Prüfprogrammen</translation>
    </message>
    <message>
        <source>Malicious: %1</source>
        <translation>Bösartig: %1</translation>
    </message>
    <message>
        <source>%1 call it malicious, a weak sign</source>
        <translation>%1 nennen es bösartig, ein schwaches Zeichen</translation>
    </message>
    <message>
        <source>%1 of %2 engines call it suspicious, a weak sign</source>
        <translation>%1 von %2 Prüfprogrammen nennen es verdächtig, ein schwaches Zeichen</translation>
    </message>
    <message>
        <source>No detections: %1</source>
        <translation>Keine Funde: %1</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message>
        <source>send</source>
        <translation>senden</translation>
    </message>
    <message>
        <source>known, %1: nothing is sent</source>
        <translation>bekannt, %1: Es wird nichts gesendet</translation>
    </message>
    <message>
        <source>known, stale (%1): nothing is sent</source>
        <translation>bekannt, veraltet (%1): Es wird nichts gesendet</translation>
    </message>
    <message>
        <source>already in the queue</source>
        <translation>bereits in der Warteschlange</translation>
    </message>
    <message>
        <source>not asked: %1</source>
        <translation>nicht gefragt: %1</translation>
    </message>
    <message>
        <source>not asked: no key</source>
        <translation>nicht gefragt: kein Schlüssel</translation>
    </message>
    <message>
        <source>held back: %1</source>
        <translation>zurückgehalten: %1</translation>
    </message>
    <message>
        <source>%1 to %2, %3</source>
        <translation>%1 an %2, %3</translation>
    </message>
    <message>
        <source>encrypted</source>
        <translation>verschlüsselt</translation>
    </message>
    <message>
        <source>At least %1, %2 of them not encrypted.</source>
        <translation>Mindestens %1, davon %2 unverschlüsselt.</translation>
    </message>
    <message>
        <source>partly or wholly in the clear (whois)</source>
        <translation>teilweise oder ganz im Klartext (whois)</translation>
    </message>
    <message>
        <source>takes %1</source>
        <translation>dauert %1</translation>
    </message>
    <message>
        <source>%1 left today</source>
        <translation>heute noch %1</translation>
    </message>
    <message>
        <source>key %1</source>
        <translation>Schlüssel %1</translation>
    </message>
    <message numerus="yes">
        <source>%1 addresses</source>
        <translation>
            <numerusform>%1 Adresse</numerusform>
            <numerusform>%1 Adressen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 names</source>
        <translation>
            <numerusform>%1 Name</numerusform>
            <numerusform>%1 Namen</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing would be sent</source>
        <translation>Nichts würde gesendet</translation>
    </message>
    <message>
        <source>%1 would be sent</source>
        <translation>Gesendet würde: %1</translation>
    </message>
    <message>
        <source> and </source>
        <translation> und </translation>
    </message>
    <message numerus="yes">
        <source>%1 are held back</source>
        <translation>
            <numerusform>%1 wird zurückgehalten</numerusform>
            <numerusform>%1 werden zurückgehalten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 are known already</source>
        <translation>
            <numerusform>%1 ist bereits bekannt</numerusform>
            <numerusform>%1 sind bereits bekannt</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Held back: %1</source>
        <translation>Zurückgehalten: %1</translation>
    </message>
    <message>
        <source>%1; and %2 more, at the end of the list.</source>
        <translation>%1; und %2 weitere, am Ende der Liste.</translation>
    </message>
</context>
<context>
    <name>weir::models::PreviewModel</name>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Asked about</source>
        <translation>Gefragt nach</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>Dienst</translation>
    </message>
    <message>
        <source>What happens</source>
        <translation>Was geschieht</translation>
    </message>
    <message>
        <source>First request</source>
        <translation>Erste Anfrage</translation>
    </message>
</context>
<context>
    <name>weir::panes::AnswerCard</name>
    <message>
        <source>just now</source>
        <translation>gerade eben</translation>
    </message>
    <message>
        <source>%1 ago</source>
        <translation>vor %1</translation>
    </message>
    <message>
        <source>stale: retrieved %1, %2</source>
        <translation>veraltet: abgerufen %1, %2</translation>
    </message>
    <message>
        <source>retrieved %1, %2</source>
        <translation>abgerufen %1, %2</translation>
    </message>
    <message>
        <source>%1; %2</source>
        <translation>%1; %2</translation>
    </message>
    <message>
        <source>Raw answer, cut short</source>
        <translation>Rohe Antwort, gekürzt</translation>
    </message>
    <message>
        <source>Raw answer</source>
        <translation>Rohe Antwort</translation>
    </message>
    <message>
        <source>%1  %2
    %3, %4 ms</source>
        <translation>%1  %2
    %3, %4 ms</translation>
    </message>
    <message>
        <source>What was sent</source>
        <translation>Was gesendet wurde</translation>
    </message>
</context>
<context>
    <name>weir::panes::AuditDialog</name>
    <message>
        <source>&amp;Export…</source>
        <translation>&amp;Exportieren…</translation>
    </message>
    <message>
        <source>C&amp;lear…</source>
        <translation>&amp;Leeren…</translation>
    </message>
    <message>
        <source>What Was Sent</source>
        <translation>Was gesendet wurde</translation>
    </message>
    <message>
        <source>Time (UTC)</source>
        <translation>Zeit (UTC)</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>Dienst</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>About</source>
        <translation>Über</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Servers of registries</source>
        <translation>Server der Registraturen</translation>
    </message>
    <message>
        <source>HTTP %1</source>
        <translation>HTTP %1</translation>
    </message>
    <message>
        <source>Nothing was sent.</source>
        <translation>Nichts wurde gesendet.</translation>
    </message>
    <message numerus="yes">
        <source>The last %1 of %2 requests; the export has all.</source>
        <translation>
            <numerusform>Die letzten %1 von %2 Anfrage; der Export hat alle.</numerusform>
            <numerusform>Die letzten %1 von %2 Anfragen; der Export hat alle.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 requests, newest first.</source>
        <translation>
            <numerusform>%1 Anfrage.</numerusform>
            <numerusform>%1 Anfragen, die neueste zuerst.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 Neither answers nor keys are in this record, and it stays on this computer.</source>
        <translation>%1 Dieses Protokoll enthält weder Antworten noch Schlüssel, und es bleibt auf diesem Rechner.</translation>
    </message>
    <message>
        <source>Export What Was Sent</source>
        <translation>Exportieren, was gesendet wurde</translation>
    </message>
    <message>
        <source>CSV (*.csv)</source>
        <translation>CSV (*.csv)</translation>
    </message>
    <message>
        <source>Written to %1.</source>
        <translation>Nach %1 geschrieben.</translation>
    </message>
    <message>
        <source>%1 was not written: %2</source>
        <translation>%1 wurde nicht geschrieben: %2</translation>
    </message>
    <message>
        <source>Clear the Record</source>
        <translation>Protokoll leeren</translation>
    </message>
    <message>
        <source>Clear the record of what was sent? This cannot be undone.</source>
        <translation>Das Protokoll dessen leeren, was gesendet wurde? Das lässt sich nicht rückgängig machen.</translation>
    </message>
    <message>
        <source>&amp;Clear</source>
        <translation>&amp;Leeren</translation>
    </message>
</context>
<context>
    <name>weir::panes::FileQuestion</name>
    <message>
        <source>Captures (*.pcap *.pcapng *.cap *.dmp *.ntar *.gz *.zst *.lz4);;All files (*)</source>
        <translation>Mitschnitte (*.pcap *.pcapng *.cap *.dmp *.ntar *.gz *.zst *.lz4);;Alle Dateien (*)</translation>
    </message>
</context>
<context>
    <name>weir::panes::FindingsPage</name>
    <message>
        <source>Nothing stands out</source>
        <translation>Nichts fällt auf</translation>
    </message>
    <message>
        <source>No rule for findings matched this capture.</source>
        <translation>Keine Regel für Befunde trifft auf diesen Mitschnitt zu.</translation>
    </message>
    <message>
        <source>The default weights of findings are in use: %1</source>
        <translation>Für Befunde gelten die voreingestellten Gewichte: %1</translation>
    </message>
    <message>
        <source>&amp;Weights</source>
        <translation>&amp;Gewichte</translation>
    </message>
    <message>
        <source>The weight of each reason, and what the reason means</source>
        <translation>Das Gewicht jedes Grundes und was der Grund bedeutet</translation>
    </message>
    <message numerus="yes">
        <source>%1 reasons are excluded; &amp;include them again</source>
        <translation>
            <numerusform>%1 Grund ist ausgeschlossen; wieder &amp;einbeziehen</numerusform>
            <numerusform>%1 Gründe sind ausgeschlossen; wieder &amp;einbeziehen</numerusform>
        </translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>Zusammenfassung</translation>
    </message>
    <message>
        <source>What alone means little: a rare address, an unfamiliar name</source>
        <translation>Was für sich allein wenig bedeutet: eine seltene Adresse, ein unbekannter Name</translation>
    </message>
    <message numerus="yes">
        <source>%1 findings of little weight</source>
        <translation>
            <numerusform>%1 Befund von geringem Gewicht</numerusform>
            <numerusform>%1 Befunde von geringem Gewicht</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Lists</source>
        <translation>&amp;Listen</translation>
    </message>
    <message>
        <source>Your own lists of addresses, names and fingerprints</source>
        <translation>Eigene Listen von Adressen, Namen und Fingerabdrücken</translation>
    </message>
    <message>
        <source>Lists that could not be used: %1</source>
        <translation>Listen, die nicht verwendet werden konnten: %1</translation>
    </message>
    <message>
        <source>&amp;Add a List…</source>
        <translation>Eine Liste &amp;hinzufügen…</translation>
    </message>
    <message>
        <source>A List of Indicators</source>
        <translation>Eine Liste von Indikatoren</translation>
    </message>
    <message numerus="yes">
        <source>%1, %2 entries</source>
        <translation>
            <numerusform>%1, %2 Eintrag</numerusform>
            <numerusform>%1, %2 Einträge</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>&amp;Entfernen</translation>
    </message>
</context>
<context>
    <name>weir::panes::FollowWindow</name>
    <message>
        <source>Save Conversation</source>
        <translation>Konversation speichern</translation>
    </message>
    <message>
        <source>Text as shown (*.txt);;Raw bytes (*.bin)</source>
        <translation>Text wie angezeigt (*.txt);;Rohe Bytes (*.bin)</translation>
    </message>
    <message>
        <source>&amp;Save As…</source>
        <translation>&amp;Speichern unter…</translation>
    </message>
    <message>
        <source>Conversation</source>
        <translation>Konversation</translation>
    </message>
    <message>
        <source>Reading the conversation…</source>
        <translation>Die Konversation wird gelesen…</translation>
    </message>
    <message>
        <source>Both</source>
        <translation>Beide</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>Client</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Hexadecimal</source>
        <translation>Hexadezimal</translation>
    </message>
    <message>
        <source>Sent &amp;by</source>
        <translation>&amp;Gesendet von</translation>
    </message>
    <message>
        <source>Sho&amp;w as</source>
        <translation>&amp;Anzeigen als</translation>
    </message>
    <message>
        <source>Fi&amp;nd</source>
        <translation>S&amp;uchen</translation>
    </message>
    <message>
        <source>Data sent by the two ends</source>
        <translation>Daten, die beide Seiten gesendet haben</translation>
    </message>
    <message numerus="yes">
        <source>%1 bytes</source>
        <translation>
            <numerusform>%1 Byte</numerusform>
            <numerusform>%1 Bytes</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 and %2, %3</source>
        <translation>%1 und %2, %3</translation>
    </message>
    <message>
        <source>Client %1: %2</source>
        <translation>Client %1: %2</translation>
    </message>
    <message>
        <source>Server %1: %2</source>
        <translation>Server %1: %2</translation>
    </message>
    <message numerus="yes">
        <source>The conversation is longer: only the first %1 bytes are shown.</source>
        <translation>
            <numerusform>Die Konversation ist länger: Nur das erste %1 Byte wird gezeigt.</numerusform>
            <numerusform>Die Konversation ist länger: Nur die ersten %1 Bytes werden gezeigt.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 bytes are missing from the capture.</source>
        <translation>
            <numerusform>%1 Byte fehlt im Mitschnitt.</numerusform>
            <numerusform>%1 Bytes fehlen im Mitschnitt.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 packets can no longer be read.</source>
        <translation>
            <numerusform>%1 Paket lässt sich nicht mehr lesen.</numerusform>
            <numerusform>%1 Pakete lassen sich nicht mehr lesen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 IP fragments were not reassembled.</source>
        <translation>
            <numerusform>%1 IP-Fragment wurde nicht zusammengesetzt.</numerusform>
            <numerusform>%1 IP-Fragmente wurden nicht zusammengesetzt.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The row counts %1 conversations: this is the largest.</source>
        <translation>
            <numerusform>Die Zeile zählt %1 Konversation: Dies ist die größte.</numerusform>
            <numerusform>Die Zeile zählt %1 Konversationen: Dies ist die größte.</numerusform>
        </translation>
    </message>
    <message>
        <source>Neither end sent any data above the transport layer.</source>
        <translation>Keine Seite hat Daten oberhalb der Transportschicht gesendet.</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>Nicht gefunden</translation>
    </message>
    <message>
        <source>Search wrapped</source>
        <translation>Am anderen Ende fortgesetzt</translation>
    </message>
    <message>
        <source>Only the first %1 lines were copied; save the conversation to get all of them.</source>
        <translation>Nur die ersten %1 Zeilen wurden kopiert; speichern Sie die Konversation, um alle zu erhalten.</translation>
    </message>
    <message>
        <source>%1 was not written: %2</source>
        <translation>%1 wurde nicht geschrieben: %2</translation>
    </message>
    <message>
        <source>Written to %1</source>
        <translation>Nach %1 geschrieben</translation>
    </message>
</context>
<context>
    <name>weir::panes::KeysDialog</name>
    <message>
        <source>Keys</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>A key goes to its own service and nowhere else: not into files, exports or messages. It can also be given in the environment variable named under each field.</source>
        <translation>Ein Schlüssel geht an seinen eigenen Dienst und sonst nirgendwohin: nicht in Dateien, Exporte oder Meldungen. Er kann auch in der Umgebungsvariablen stehen, die unter jedem Feld genannt ist.</translation>
    </message>
    <message>
        <source>The key is used until Weir ends, but it could not be kept: %1</source>
        <translation>Der Schlüssel gilt, bis Weir endet, aber er konnte nicht aufbewahrt werden: %1</translation>
    </message>
    <message>
        <source>Key for %1</source>
        <translation>Schlüssel für %1</translation>
    </message>
    <message>
        <source>Paste a key, or set %1</source>
        <translation>Schlüssel einfügen oder %1 setzen</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>Verwenden</translation>
    </message>
    <message>
        <source>Use this key for %1</source>
        <translation>Diesen Schlüssel für %1 verwenden</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>Vergessen</translation>
    </message>
    <message>
        <source>Forget the key for %1</source>
        <translation>Den Schlüssel für %1 vergessen</translation>
    </message>
    <message>
        <source>Remember it in the desktop&apos;s key store</source>
        <translation>Im Schlüsselbund des Desktops aufbewahren</translation>
    </message>
</context>
<context>
    <name>weir::panes::LimitsTable</name>
    <message>
        <source>Limits of the services</source>
        <translation>Grenzen der Dienste</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>Dienst</translation>
    </message>
    <message>
        <source>Its own limit</source>
        <translation>Eigene Grenze</translation>
    </message>
    <message>
        <source>Your limit</source>
        <translation>Ihre Grenze</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>weir::panes::LinksDialog</name>
    <message>
        <source>Pages to Open</source>
        <translation>Seiten zum Öffnen</translation>
    </message>
    <message>
        <source>Pages that can be opened in the browser about the address or name of a row. Put {address} or {domain} where it belongs, such as https://search.example/ip/{address}.</source>
        <translation>Seiten über die Adresse oder den Namen einer Zeile, die im Browser geöffnet werden können. {address} oder {domain} steht, wo sie hingehören, etwa https://search.example/ip/{address}.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Address of the page</source>
        <translation>Adresse der Seite</translation>
    </message>
    <message>
        <source>&amp;Add</source>
        <translation>&amp;Hinzufügen</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>&amp;Entfernen</translation>
    </message>
    <message>
        <source>New page</source>
        <translation>Neue Seite</translation>
    </message>
    <message>
        <source>“%1”: %2.</source>
        <translation>„%1“: %2.</translation>
    </message>
</context>
<context>
    <name>weir::panes::LookupPane</name>
    <message>
        <source>Look &amp;Up…</source>
        <translation>A&amp;uskunft einholen…</translation>
    </message>
    <message>
        <source>Open in &amp;Browser</source>
        <translation>Im &amp;Browser öffnen</translation>
    </message>
    <message>
        <source>Pages about this address or name; your browser tells their servers what you look at</source>
        <translation>Seiten über diese Adresse oder diesen Namen; Ihr Browser verrät deren Servern, was Sie ansehen</translation>
    </message>
    <message>
        <source>No address or name</source>
        <translation>Keine Adresse, kein Name</translation>
    </message>
    <message>
        <source>Choose a row with an address or a name to see what is known about it.</source>
        <translation>Wählen Sie eine Zeile mit einer Adresse oder einem Namen, um zu sehen, was darüber bekannt ist.</translation>
    </message>
    <message>
        <source>Never sent: %1.</source>
        <translation>Wird nie gesendet: %1.</translation>
    </message>
    <message>
        <source>Asked about as %1: %2.</source>
        <translation>Gefragt wird nach %1: %2.</translation>
    </message>
    <message>
        <source>Asked again since: %1</source>
        <translation>Seitdem erneut gefragt: %1</translation>
    </message>
    <message>
        <source>Nobody has been asked about this yet. Nothing is sent until you say so.</source>
        <translation>Danach wurde noch niemand gefragt. Gesendet wird erst, wenn Sie es sagen.</translation>
    </message>
    <message>
        <source>On this computer</source>
        <translation>Auf diesem Rechner</translation>
    </message>
    <message>
        <source>Nothing in the files on this computer</source>
        <translation>Nichts in den Dateien auf diesem Rechner</translation>
    </message>
    <message>
        <source>Country of registration</source>
        <translation>Land der Registrierung</translation>
    </message>
    <message>
        <source>AS</source>
        <translation>AS</translation>
    </message>
    <message>
        <source>AS%1 %2</source>
        <translation>AS%1 %2</translation>
    </message>
    <message>
        <source>%1, %2 old</source>
        <translation>%1, %2 alt</translation>
    </message>
    <message>
        <source>of unknown date</source>
        <translation>unbekannten Datums</translation>
    </message>
    <message>
        <source>Source: %1, %2</source>
        <translation>Quelle: %1, %2</translation>
    </message>
    <message>
        <source>&amp;Edit these pages…</source>
        <translation>Diese Seiten &amp;bearbeiten…</translation>
    </message>
</context>
<context>
    <name>weir::panes::LookupSettingsDialog</name>
    <message>
        <source>&amp;Remove</source>
        <translation>&amp;Entfernen</translation>
    </message>
    <message>
        <source>&amp;Keep answers, and the record of what was sent, on this computer</source>
        <translation>Antworten und das Protokoll des Gesendeten auf diesem Rechner &amp;aufbewahren</translation>
    </message>
    <message>
        <source>Lookup Settings</source>
        <translation>Einstellungen der Auskünfte</translation>
    </message>
    <message>
        <source>Own domains</source>
        <translation>Eigene Domains</translation>
    </message>
    <message>
        <source>These &amp;domains and all names under them are never looked up, nor are your home networks (View menu). One per line:</source>
        <translation>Zu diesen &amp;Domains und allen Namen darunter wird nie Auskunft eingeholt, auch nicht zu Ihren Heimatnetzen (Menü Ansicht). Eine je Zeile:</translation>
    </message>
    <message>
        <source>Countries and networks from files on this computer</source>
        <translation>Länder und Netze aus Dateien auf diesem Rechner</translation>
    </message>
    <message>
        <source>Files in MaxMind&apos;s format (.mmdb), such as GeoLite2, DB-IP or IPinfo. The first that contains an address is used. Weir does not download any.</source>
        <translation>Dateien im Format von MaxMind (.mmdb), etwa GeoLite2, DB-IP oder IPinfo. Es gilt die erste, die eine Adresse enthält. Weir lädt keine herunter.</translation>
    </message>
    <message>
        <source>&amp;Add…</source>
        <translation>&amp;Hinzufügen…</translation>
    </message>
    <message>
        <source>The files are being read.</source>
        <translation>Die Dateien werden gelesen.</translation>
    </message>
    <message>
        <source>Servers of registries (RDAP)</source>
        <translation>Server der Registraturen (RDAP)</translation>
    </message>
    <message>
        <source>The built-in table is in use: the regional registries, and .com, .net and .org.</source>
        <translation>Die eingebaute Tabelle gilt: die regionalen Registraturen sowie .com, .net und .org.</translation>
    </message>
    <message>
        <source>IANA&apos;s tables of %1 are in use.</source>
        <translation>Die Tabellen der IANA vom %1 gelten.</translation>
    </message>
    <message>
        <source>IANA publishes them. It sees that they were downloaded, and learns nothing about a capture.</source>
        <translation>Die IANA veröffentlicht sie. Sie sieht, dass sie heruntergeladen wurden, und erfährt nichts über einen Mitschnitt.</translation>
    </message>
    <message>
        <source>Not fetched: %1</source>
        <translation>Nicht geladen: %1</translation>
    </message>
    <message>
        <source>Fetching from data.iana.org…</source>
        <translation>Wird von data.iana.org geladen…</translation>
    </message>
    <message>
        <source>Weir stays offline</source>
        <translation>Weir bleibt offline</translation>
    </message>
    <message>
        <source>Go &amp;Online and Fetch 3 Files from data.iana.org</source>
        <translation>&amp;Online gehen und 3 Dateien von data.iana.org laden</translation>
    </message>
    <message>
        <source>&amp;Fetch 3 Files from data.iana.org</source>
        <translation>3 Dateien von data.iana.org &amp;laden</translation>
    </message>
    <message>
        <source>What is kept</source>
        <translation>Was aufbewahrt wird</translation>
    </message>
    <message>
        <source>At present everything is kept in memory and forgotten when Weir ends.</source>
        <translation>Zurzeit bleibt alles im Arbeitsspeicher und wird vergessen, wenn Weir endet.</translation>
    </message>
    <message>
        <source>Otherwise they are forgotten when Weir ends, and not written from the next start on.</source>
        <translation>Sonst werden sie vergessen, wenn Weir endet, und vom nächsten Start an nicht mehr geschrieben.</translation>
    </message>
    <message>
        <source>Forget All A&amp;nswers…</source>
        <translation>Alle Ant&amp;worten vergessen…</translation>
    </message>
    <message>
        <source>Forget Answers</source>
        <translation>Antworten vergessen</translation>
    </message>
    <message>
        <source>Forget all stored answers? They can only be restored by looking them up again.</source>
        <translation>Alle gespeicherten Antworten vergessen? Sie lassen sich nur wiederherstellen, indem die Auskünfte erneut eingeholt werden.</translation>
    </message>
    <message>
        <source>&amp;Forget</source>
        <translation>&amp;Vergessen</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1: there is no such file</source>
        <translation>%1: Diese Datei gibt es nicht</translation>
    </message>
    <message>
        <source>Files in MaxMind&apos;s Format</source>
        <translation>Dateien im Format von MaxMind</translation>
    </message>
    <message>
        <source>Databases (*.mmdb);;All files (*)</source>
        <translation>Datenbanken (*.mmdb);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>“%1” is not a domain; write it like example.com.</source>
        <translation>„%1“ ist keine Domain; schreiben Sie sie wie example.com.</translation>
    </message>
    <message>
        <source>&amp;General</source>
        <translation>&amp;Allgemein</translation>
    </message>
    <message>
        <source>&amp;Limits</source>
        <translation>&amp;Grenzen</translation>
    </message>
    <message>
        <source>Weir sends no service more requests than this. Where your key allows more, write it like 60/minute 10000/day 300000/month, or none.</source>
        <translation>Weir schickt keinem Dienst mehr Anfragen als hier steht. Wo Ihr Schlüssel mehr erlaubt, schreiben Sie es wie 60/minute 10000/day 300000/month, oder none.</translation>
    </message>
</context>
<context>
    <name>weir::panes::MarksPage</name>
    <message>
        <source>Marks</source>
        <translation>Markierungen</translation>
    </message>
    <message>
        <source>Nothing is marked</source>
        <translation>Nichts ist markiert</translation>
    </message>
    <message>
        <source>Stars, verdicts and notes are listed here.</source>
        <translation>Hier stehen Sterne, Urteile und Notizen.</translation>
    </message>
</context>
<context>
    <name>weir::panes::NoteDialog</name>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>Note on %1</source>
        <translation>Notiz zu %1</translation>
    </message>
    <message>
        <source>&amp;Keep Note</source>
        <translation>Notiz &amp;behalten</translation>
    </message>
    <message>
        <source>Ctrl+Return</source>
        <translation>Strg+Eingabe</translation>
    </message>
</context>
<context>
    <name>weir::panes::OverviewPage</name>
    <message>
        <source>%1 bytes (%2)</source>
        <translation>%1 Bytes (%2)</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>Übersicht</translation>
    </message>
    <message>
        <source>Nothing was read</source>
        <translation>Nichts wurde gelesen</translation>
    </message>
    <message>
        <source>Capture &amp;Details</source>
        <translation>Einzelhei&amp;ten des Mitschnitts</translation>
    </message>
    <message>
        <source>The summary as a table: format, hash, counts, problems</source>
        <translation>Die Zusammenfassung als Tabelle: Format, Prüfsumme, Anzahlen, Probleme</translation>
    </message>
    <message numerus="yes">
        <source>%1 packets · %2 %3 (%4)</source>
        <translation>
            <numerusform>%1 Paket · %2 %3 (%4)</numerusform>
            <numerusform>%1 Pakete · %2 %3 (%4)</numerusform>
        </translation>
    </message>
    <message>
        <source>bytes on the wire</source>
        <translation>Bytes auf der Leitung</translation>
    </message>
    <message>
        <source>IP bytes</source>
        <translation>IP-Bytes</translation>
    </message>
    <message>
        <source>The filter uses columns that the charts do not have: they show all traffic.</source>
        <translation>Der Filter verwendet Spalten, die die Diagramme nicht haben: Sie zeigen den ganzen Verkehr.</translation>
    </message>
    <message>
        <source> · all traffic, not filtered</source>
        <translation> · aller Verkehr, ungefiltert</translation>
    </message>
    <message>
        <source> · filtered traffic</source>
        <translation> · gefilterter Verkehr</translation>
    </message>
    <message>
        <source>Bytes on the wire over time</source>
        <translation>Bytes auf der Leitung im Zeitverlauf</translation>
    </message>
    <message>
        <source>IP bytes over time</source>
        <translation>IP-Bytes im Zeitverlauf</translation>
    </message>
    <message>
        <source> · by %1</source>
        <translation> · je %1</translation>
    </message>
    <message>
        <source> · %1 of %2 match the filter</source>
        <translation> · %1 von %2 entsprechen dem Filter</translation>
    </message>
    <message numerus="yes">
        <source> · %1 frames far outside this time are not shown</source>
        <translation>
            <numerusform> · %1 Frame weit außerhalb dieser Zeit wird nicht gezeigt</numerusform>
            <numerusform> · %1 Frames weit außerhalb dieser Zeit werden nicht gezeigt</numerusform>
        </translation>
    </message>
    <message>
        <source> · the first %1 of %2</source>
        <translation> · die ersten %1 von %2</translation>
    </message>
    <message numerus="yes">
        <source>%1 sent %2 in %3 packets, %4 of these</source>
        <translation>
            <numerusform>%1 sendete %2 in %3 Paket, %4 von diesen</numerusform>
            <numerusform>%1 sendete %2 in %3 Paketen, %4 von diesen</numerusform>
        </translation>
    </message>
    <message>
        <source>Click to filter for this address, Ctrl+click to add it to the filter</source>
        <translation>Klicken filtert nach dieser Adresse, Strg+Klicken nimmt sie in den Filter auf</translation>
    </message>
    <message>
        <source>Top senders by bytes on the wire</source>
        <translation>Größte Absender nach Bytes auf der Leitung</translation>
    </message>
    <message>
        <source>Top senders by IP bytes</source>
        <translation>Größte Absender nach IP-Bytes</translation>
    </message>
    <message numerus="yes">
        <source>%1: %2 in %3 packets, %4 of these</source>
        <translation>
            <numerusform>%1: %2 in %3 Paket, %4 von diesen</numerusform>
            <numerusform>%1: %2 in %3 Paketen, %4 von diesen</numerusform>
        </translation>
    </message>
    <message>
        <source>Click to filter for this service, Ctrl+click to add it to the filter</source>
        <translation>Klicken filtert nach diesem Dienst, Strg+Klicken nimmt ihn in den Filter auf</translation>
    </message>
    <message>
        <source>Services by bytes on the wire</source>
        <translation>Dienste nach Bytes auf der Leitung</translation>
    </message>
    <message>
        <source>Services by IP bytes</source>
        <translation>Dienste nach IP-Bytes</translation>
    </message>
    <message>
        <source>Frames</source>
        <translation>Frames</translation>
    </message>
    <message>
        <source>Bytes on the wire</source>
        <translation>Bytes auf der Leitung</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 min %2 s</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 h %2 min</translation>
    </message>
    <message>
        <source>%1 d %2 h</source>
        <translation>%1 d %2 h</translation>
    </message>
    <message>
        <source>no timestamps</source>
        <translation>ohne Zeitstempel</translation>
    </message>
    <message>
        <source>Addresses</source>
        <translation>Adressen</translation>
    </message>
    <message>
        <source>Flows</source>
        <translation>Flows</translation>
    </message>
    <message>
        <source>Names queried</source>
        <translation>Abgefragte Namen</translation>
    </message>
    <message>
        <source>Damage</source>
        <translation>Schäden</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message numerus="yes">
        <source>%1 malformed frames</source>
        <translation>
            <numerusform>%1 missgebildeter Frame</numerusform>
            <numerusform>%1 missgebildete Frames</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 frames were truncated by the capture</source>
        <translation>
            <numerusform>%1 Frame wurde beim Mitschneiden gekürzt</numerusform>
            <numerusform>%1 Frames wurden beim Mitschneiden gekürzt</numerusform>
        </translation>
    </message>
    <message>
        <source>file is damaged</source>
        <translation>Datei ist beschädigt</translation>
    </message>
    <message>
        <source>%1 malformed</source>
        <translation>%1 missgebildet</translation>
    </message>
    <message>
        <source>%1 truncated</source>
        <translation>%1 gekürzt</translation>
    </message>
</context>
<context>
    <name>weir::panes::PacketPane</name>
    <message>
        <source>Select a packet to see its layers and bytes.</source>
        <translation>Wählen Sie ein Paket, um seine Schichten und Bytes zu sehen.</translation>
    </message>
</context>
<context>
    <name>weir::panes::PacketsPage</name>
    <message>
        <source>Packets</source>
        <translation>Pakete</translation>
    </message>
    <message>
        <source>No frames in this capture</source>
        <translation>Keine Frames in diesem Mitschnitt</translation>
    </message>
    <message>
        <source>Show &amp;all packets</source>
        <translation>&amp;Alle Pakete zeigen</translation>
    </message>
    <message numerus="yes">
        <source>Only the packets of %1 chosen rows</source>
        <translation>
            <numerusform>Nur die Pakete von %1 ausgewählten Zeile</numerusform>
            <numerusform>Nur die Pakete von %1 ausgewählten Zeilen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>weir::panes::Pages</name>
    <message>
        <source>Talkers</source>
        <translation>Endpunkte</translation>
    </message>
    <message>
        <source>No IP addresses in this capture</source>
        <translation>Keine IP-Adressen in diesem Mitschnitt</translation>
    </message>
    <message>
        <source>DNS</source>
        <translation>DNS</translation>
    </message>
    <message>
        <source>No DNS in this capture</source>
        <translation>Kein DNS in diesem Mitschnitt</translation>
    </message>
    <message>
        <source>There is no DNS on port 53, no multicast DNS and no LLMNR.</source>
        <translation>Es gibt kein DNS auf Port 53, kein Multicast-DNS und kein LLMNR.</translation>
    </message>
    <message>
        <source>Hosts</source>
        <translation>Hosts</translation>
    </message>
    <message>
        <source>No outside hosts in this capture</source>
        <translation>Keine auswärtigen Hosts in diesem Mitschnitt</translation>
    </message>
    <message>
        <source>No home address exchanged packets with an outside host.</source>
        <translation>Keine Heimatadresse hat Pakete mit einem auswärtigen Host ausgetauscht.</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>%1 · %2 of %3</source>
        <translation>%1 · %2 von %3</translation>
    </message>
    <message>
        <source>Tables</source>
        <translation>Tabellen</translation>
    </message>
    <message>
        <source>Web</source>
        <translation>Web</translation>
    </message>
    <message>
        <source>No HTTP in this capture</source>
        <translation>Kein HTTP in diesem Mitschnitt</translation>
    </message>
    <message>
        <source>No request or response could be read, in the clear or with the capture&apos;s own keys.</source>
        <translation>Es war keine Anfrage oder Antwort zu lesen, weder im Klartext noch mit den Schlüsseln des Mitschnitts.</translation>
    </message>
    <message>
        <source>TLS</source>
        <translation>TLS</translation>
    </message>
    <message>
        <source>No TLS in this capture</source>
        <translation>Kein TLS in diesem Mitschnitt</translation>
    </message>
    <message>
        <source>There is no TLS, DTLS or QUIC hello.</source>
        <translation>Es gibt kein Hello von TLS, DTLS oder QUIC.</translation>
    </message>
    <message>
        <source>Clients</source>
        <translation>Clients</translation>
    </message>
    <message>
        <source>No machine at home in this capture</source>
        <translation>Kein Gerät der Heimnetze in diesem Mitschnitt</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>No file in this capture</source>
        <translation>Keine Datei in diesem Mitschnitt</translation>
    </message>
    <message>
        <source>Nothing was transferred in a way that could be read.</source>
        <translation>Es wurde nichts auf lesbare Weise übertragen.</translation>
    </message>
    <message>
        <source>The rule stands in %1, where its sentence and weight can be changed.</source>
        <translation>Die Regel steht in %1; dort lassen sich ihr Satz und ihr Gewicht ändern.</translation>
    </message>
    <message>
        <source>No rule can be made of this filter: %1</source>
        <translation>Aus diesem Filter lässt sich keine Regel machen: %1</translation>
    </message>
</context>
<context>
    <name>weir::panes::PreviewDialog</name>
    <message>
        <source>Ask services of reputation about &amp;whole host names</source>
        <translation>Reputationsdienste nach &amp;ganzen Hostnamen fragen</translation>
    </message>
    <message>
        <source>The labels before a domain may carry data of the victim&apos;s.</source>
        <translation>Was vor der Domain steht, kann Daten des Opfers enthalten.</translation>
    </message>
    <message>
        <source>Ask &amp;again where there is an answer already</source>
        <translation>Er&amp;neut fragen, wo es schon eine Antwort gibt</translation>
    </message>
    <message>
        <source>Look Up</source>
        <translation>Auskunft einholen</translation>
    </message>
    <message>
        <source>What would be sent</source>
        <translation>Was gesendet würde</translation>
    </message>
    <message>
        <source>Ask</source>
        <translation>Fragen</translation>
    </message>
    <message>
        <source>needs no key</source>
        <translation>braucht keinen Schlüssel</translation>
    </message>
    <message>
        <source>Enter key…</source>
        <translation>Schlüssel eingeben…</translation>
    </message>
    <message>
        <source>Enter a key for %1</source>
        <translation>Einen Schlüssel für %1 eingeben</translation>
    </message>
    <message>
        <source>no key yet</source>
        <translation>noch kein Schlüssel</translation>
    </message>
    <message>
        <source>key %1</source>
        <translation>Schlüssel %1</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Weir was started so that it stays offline: nothing can be sent.</source>
        <translation>Weir wurde so gestartet, dass es offline bleibt: Nichts kann gesendet werden.</translation>
    </message>
    <message>
        <source>Weir is offline. Sending switches that off; you can go offline again in the menu Lookups.</source>
        <translation>Weir ist offline. Senden schaltet das ab; im Menü Auskünfte können Sie wieder offline gehen.</translation>
    </message>
    <message>
        <source>Nothing to Send</source>
        <translation>Nichts zu senden</translation>
    </message>
    <message numerus="yes">
        <source>Go &amp;Online and Send %1 Requests</source>
        <translation>
            <numerusform>&amp;Online gehen und %1 Anfrage senden</numerusform>
            <numerusform>&amp;Online gehen und %1 Anfragen senden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;Send %1 Requests</source>
        <translation>
            <numerusform>%1 Anfrage &amp;senden</numerusform>
            <numerusform>%1 Anfragen &amp;senden</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>weir::panes::QueuePanel</name>
    <message>
        <source>&amp;Try Now</source>
        <translation>Jetzt &amp;versuchen</translation>
    </message>
    <message>
        <source>Asks servers again before the pause is over that they asked for.</source>
        <translation>Fragt Server erneut, bevor die von ihnen verlangte Pause vorbei ist.</translation>
    </message>
    <message>
        <source>&amp;Cancel All</source>
        <translation>Alle abbre&amp;chen</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>Anfragen</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %2 requests done</source>
        <translation>
            <numerusform>%1 von %2 Anfrage erledigt</numerusform>
            <numerusform>%1 von %2 Anfragen erledigt</numerusform>
        </translation>
    </message>
    <message>
        <source>%1; waiting, because Weir is offline</source>
        <translation>%1; wartet, weil Weir offline ist</translation>
    </message>
    <message>
        <source>%1; paused</source>
        <translation>%1; angehalten</translation>
    </message>
    <message>
        <source>%1, %2 left</source>
        <translation>%1, noch %2</translation>
    </message>
    <message>
        <source>All %1 done</source>
        <translation>%1 erledigt</translation>
    </message>
    <message>
        <source>&amp;Resume</source>
        <translation>&amp;Fortsetzen</translation>
    </message>
    <message>
        <source>Pau&amp;se</source>
        <translation>An&amp;halten</translation>
    </message>
</context>
<context>
    <name>weir::panes::ReasonsView</name>
    <message numerus="yes">
        <source>%1 packets</source>
        <translation>
            <numerusform>%1 Paket</numerusform>
            <numerusform>%1 Pakete</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 flows</source>
        <translation>
            <numerusform>%1 Flow</numerusform>
            <numerusform>%1 Flows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 messages</source>
        <translation>
            <numerusform>%1 Nachricht</numerusform>
            <numerusform>%1 Nachrichten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 names</source>
        <translation>
            <numerusform>%1 Name</numerusform>
            <numerusform>%1 Namen</numerusform>
        </translation>
    </message>
    <message>
        <source>Reasons</source>
        <translation>Gründe</translation>
    </message>
    <message>
        <source>%1: %2 points</source>
        <translation>%1: %2 Punkte</translation>
    </message>
    <message>
        <source>Switched off for every subject, under Weights</source>
        <translation>Für jeden Gegenstand abgeschaltet, unter Gewichte</translation>
    </message>
    <message>
        <source>Whether this reason counts for this subject</source>
        <translation>Ob dieser Grund für diesen Gegenstand zählt</translation>
    </message>
    <message>
        <source>What it adds to the score</source>
        <translation>Was er zur Punktzahl beiträgt</translation>
    </message>
    <message>
        <source>frame %1</source>
        <translation>Frame %1</translation>
    </message>
    <message>
        <source>Show these rows: %1</source>
        <translation>Diese Zeilen zeigen: %1</translation>
    </message>
</context>
<context>
    <name>weir::panes::SummaryPanels</name>
    <message>
        <source>others</source>
        <translation>andere</translation>
    </message>
</context>
<context>
    <name>weir::panes::TalkPage</name>
    <message>
        <source>Picture</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>Nobody talked to anybody</source>
        <translation>Niemand sprach mit jemandem</translation>
    </message>
    <message>
        <source>No IP packets in this capture.</source>
        <translation>Keine IP-Pakete in diesem Mitschnitt.</translation>
    </message>
</context>
<context>
    <name>weir::panes::WeightsPanel</name>
    <message>
        <source>Reset to &amp;defaults</source>
        <translation>Auf &amp;Vorgaben zurücksetzen</translation>
    </message>
    <message>
        <source>A score is the sum of the weights of its reasons. A weak reason adds only part of its weight.</source>
        <translation>Eine Punktzahl ist die Summe der Gewichte ihrer Gründe. Ein schwacher Grund trägt nur einen Teil seines Gewichts bei.</translation>
    </message>
    <message>
        <source>Hide the weights</source>
        <translation>Die Gewichte verbergen</translation>
    </message>
    <message>
        <source>Whether this reason counts</source>
        <translation>Ob dieser Grund zählt</translation>
    </message>
    <message>
        <source>Weight of %1</source>
        <translation>Gewicht von %1</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>Gewicht</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>Weights of your own rules are changed in rules.toml</source>
        <translation>Gewichte eigener Regeln werden in rules.toml geändert</translation>
    </message>
</context>
<context>
    <name>weir::panes::WhoPanel</name>
    <message>
        <source>Clients</source>
        <translation>Clients</translation>
    </message>
    <message numerus="yes">
        <source>%1 more clients</source>
        <translation>
            <numerusform>%1 weiterer Client</numerusform>
            <numerusform>%1 weitere Clients</numerusform>
        </translation>
    </message>
    <message>
        <source>No address at home took part.</source>
        <translation>Keine Adresse der Heimnetze war beteiligt.</translation>
    </message>
    <message>
        <source>Show only %1 in all tables</source>
        <translation>In allen Tabellen nur %1 zeigen</translation>
    </message>
    <message>
        <source>user %1</source>
        <translation>Benutzer %1</translation>
    </message>
    <message numerus="yes">
        <source>%1 findings</source>
        <translation>
            <numerusform>%1 Befund</numerusform>
            <numerusform>%1 Befunde</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>weir::views::Banner</name>
    <message>
        <source>Dismiss this message</source>
        <translation>Diese Meldung schließen</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Meldung</translation>
    </message>
</context>
<context>
    <name>weir::views::ChangesPage</name>
    <message>
        <source>Changes</source>
        <translation>Änderungen</translation>
    </message>
    <message>
        <source>Other &amp;Baseline…</source>
        <translation>Anderer Ver&amp;gleich…</translation>
    </message>
    <message>
        <source>E&amp;nd Comparison</source>
        <translation>Vergleich bee&amp;nden</translation>
    </message>
    <message>
        <source>Reading %1…</source>
        <translation>%1 wird gelesen…</translation>
    </message>
    <message>
        <source>Reading %1… %2%</source>
        <translation>%1 wird gelesen… %2%</translation>
    </message>
    <message>
        <source>Ca&amp;ncel</source>
        <translation>Abbre&amp;chen</translation>
    </message>
    <message>
        <source>Reading the baseline…</source>
        <translation>Vergleichsmitschnitt wird gelesen…</translation>
    </message>
    <message>
        <source>Comparing with %1…</source>
        <translation>Vergleich mit %1…</translation>
    </message>
    <message>
        <source>Compared with %1: %2 new, %3 changed, %4 gone.</source>
        <translation>Verglichen mit %1: %2 neu, %3 geändert, %4 verschwunden.</translation>
    </message>
    <message>
        <source> The baseline could not be read to its end.</source>
        <translation> Der Vergleichsmitschnitt ließ sich nicht bis zum Ende lesen.</translation>
    </message>
    <message>
        <source>Talkers, hosts, names, services and fingerprints are the same, and no amount differs by more than a factor of 10.</source>
        <translation>Endpunkte, Hosts, Namen, Dienste und Fingerabdrücke sind dieselben, und keine Menge unterscheidet sich um mehr als das Zehnfache.</translation>
    </message>
    <message>
        <source>The baseline is the same capture</source>
        <translation>Der Vergleichsmitschnitt ist derselbe Mitschnitt</translation>
    </message>
    <message>
        <source>Nothing is new, changed or gone</source>
        <translation>Nichts ist neu, geändert oder verschwunden</translation>
    </message>
</context>
<context>
    <name>weir::views::ConversationsPage</name>
    <message>
        <source>Conversations</source>
        <translation>Konversationen</translation>
    </message>
    <message>
        <source>No conversations in this capture</source>
        <translation>Keine Konversationen in diesem Mitschnitt</translation>
    </message>
    <message>
        <source>No frame carries an IP packet, or none is outbound while “Outbound only” is ticked.</source>
        <translation>Kein Frame trägt ein IP-Paket, oder keiner geht hinaus, während „Nur ausgehend“ angehakt ist.</translation>
    </message>
    <message>
        <source>&amp;Two way</source>
        <translation>&amp;Zweiseitig</translation>
    </message>
    <message>
        <source>&amp;One way</source>
        <translation>&amp;Einseitig</translation>
    </message>
    <message>
        <source>One row for both directions</source>
        <translation>Eine Zeile für beide Richtungen</translation>
    </message>
    <message>
        <source>One row for each direction</source>
        <translation>Eine Zeile für jede Richtung</translation>
    </message>
    <message>
        <source>Group by</source>
        <translation>Gruppieren nach</translation>
    </message>
    <message>
        <source>Out&amp;bound only</source>
        <translation>Nur aus&amp;gehend</translation>
    </message>
    <message>
        <source>Only packets from a home network to elsewhere</source>
        <translation>Nur Pakete aus einem Heimatnetz nach anderswo</translation>
    </message>
    <message>
        <source>Home net&amp;works…</source>
        <translation>Heima&amp;tnetze…</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>Client</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>Client port</source>
        <translation>Client-Port</translation>
    </message>
    <message>
        <source>Server port</source>
        <translation>Server-Port</translation>
    </message>
    <message>
        <source>Protocol</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>Destination</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>Source port</source>
        <translation>Quellport</translation>
    </message>
    <message>
        <source>Destination port</source>
        <translation>Zielport</translation>
    </message>
</context>
<context>
    <name>weir::views::FieldTree</name>
    <message>
        <source>Layers and fields of the packet</source>
        <translation>Schichten und Felder des Pakets</translation>
    </message>
    <message>
        <source>Copy &amp;value</source>
        <translation>&amp;Wert kopieren</translation>
    </message>
    <message>
        <source>Copy &amp;name and value</source>
        <translation>&amp;Name und Wert kopieren</translation>
    </message>
    <message>
        <source>Copy bytes as &amp;hexadecimal</source>
        <translation>Bytes &amp;hexadezimal kopieren</translation>
    </message>
    <message>
        <source>Copy bytes as &amp;text</source>
        <translation>Bytes als &amp;Text kopieren</translation>
    </message>
    <message>
        <source>Copy &amp;all layers</source>
        <translation>&amp;Alle Schichten kopieren</translation>
    </message>
    <message>
        <source>&amp;Open all</source>
        <translation>Alle &amp;öffnen</translation>
    </message>
    <message>
        <source>&amp;Close all</source>
        <translation>Alle &amp;schließen</translation>
    </message>
</context>
<context>
    <name>weir::views::FilterBar</name>
    <message>
        <source>F&amp;ilter</source>
        <translation>F&amp;ilter</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Shows only the rows that match, in every table that has the columns</source>
        <translation>Zeigt nur die Zeilen, die entsprechen, in jeder Tabelle, die die Spalten hat</translation>
    </message>
    <message>
        <source>Clear the filter</source>
        <translation>Den Filter leeren</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %2 rows</source>
        <translation>
            <numerusform>%1 von %2 Zeile</numerusform>
            <numerusform>%1 von %2 Zeilen</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>&amp;Use “%1”</source>
        <translation>„%1“ &amp;verwenden</translation>
    </message>
    <message>
        <source>update     10.0.0.0/8     port = 443 and bytes &gt; 1k     name contains msn</source>
        <translation>update     10.0.0.0/8     port = 443 and bytes &gt; 1k     name contains msn</translation>
    </message>
</context>
<context>
    <name>weir::views::HexView</name>
    <message>
        <source>Bytes of the packet</source>
        <translation>Bytes des Pakets</translation>
    </message>
    <message>
        <source>Copy bytes as &amp;hexadecimal</source>
        <translation>Bytes &amp;hexadezimal kopieren</translation>
    </message>
    <message>
        <source>Copy bytes as &amp;text</source>
        <translation>Bytes als &amp;Text kopieren</translation>
    </message>
    <message>
        <source>Copy as &amp;dump</source>
        <translation>Als Hex&amp;dump kopieren</translation>
    </message>
    <message numerus="yes">
        <source>%1 bytes</source>
        <translation>
            <numerusform>%1 Byte</numerusform>
            <numerusform>%1 Bytes</numerusform>
        </translation>
    </message>
    <message>
        <source>Bytes %1 to %2 of %3 are highlighted: %4</source>
        <translation>Bytes %1 bis %2 von %3 sind markiert: %4</translation>
    </message>
</context>
<context>
    <name>weir::views::HomeDialog</name>
    <message>
        <source>Home networks</source>
        <translation>Heimatnetze</translation>
    </message>
    <message>
        <source>&amp;Your networks, one per line.
They decide what is outbound, and which hosts are outside.</source>
        <translation>&amp;Ihre Netze, eines je Zeile.
Sie bestimmen, was ausgehend ist und welche Hosts auswärtig sind.</translation>
    </message>
    <message>
        <source>“%1” is not a network; write it like 192.168.0.0/16.</source>
        <translation>„%1“ ist kein Netz; schreiben Sie es wie 192.168.0.0/16.</translation>
    </message>
</context>
<context>
    <name>weir::views::MarkHeader</name>
    <message>
        <source>Stars, verdicts and notes</source>
        <translation>Sterne, Urteile und Notizen</translation>
    </message>
    <message>
        <source>Starred</source>
        <translation>Mit Stern</translation>
    </message>
    <message>
        <source>Benign</source>
        <translation>Harmlos</translation>
    </message>
    <message>
        <source>Suspicious</source>
        <translation>Verdächtig</translation>
    </message>
    <message>
        <source>Malicious</source>
        <translation>Bösartig</translation>
    </message>
</context>
<context>
    <name>weir::views::NamesPage</name>
    <message>
        <source>Names</source>
        <translation>Namen</translation>
    </message>
    <message>
        <source>No names in this capture</source>
        <translation>Keine Namen in diesem Mitschnitt</translation>
    </message>
    <message>
        <source>There is no unencrypted DNS query.</source>
        <translation>Es gibt keine unverschlüsselte DNS-Anfrage.</translation>
    </message>
    <message>
        <source>&amp;Names</source>
        <translation>Na&amp;men</translation>
    </message>
    <message>
        <source>By &amp;client</source>
        <translation>Nach &amp;Client</translation>
    </message>
    <message>
        <source>By &amp;domain</source>
        <translation>Nach D&amp;omain</translation>
    </message>
    <message>
        <source>One row per queried name</source>
        <translation>Eine Zeile je abgefragtem Namen</translation>
    </message>
    <message>
        <source>One row per client and queried name</source>
        <translation>Eine Zeile je Client und abgefragtem Namen</translation>
    </message>
    <message>
        <source>One row per registrable domain, with all the names under it</source>
        <translation>Eine Zeile je registrierbarer Domain mit allen Namen darunter</translation>
    </message>
    <message>
        <source>&amp;Rare first</source>
        <translation>&amp;Seltene zuerst</translation>
    </message>
    <message>
        <source>The names queried least often come first</source>
        <translation>Die am seltensten abgefragten Namen stehen oben</translation>
    </message>
</context>
<context>
    <name>weir::views::SortHeader</name>
    <message>
        <source>Column headers</source>
        <translation>Spaltenköpfe</translation>
    </message>
    <message>
        <source>In filters and files: &lt;b&gt;%1&lt;/b&gt;</source>
        <translation>In Filtern und Dateien: &lt;b&gt;%1&lt;/b&gt;</translation>
    </message>
</context>
<context>
    <name>weir::views::StartPage</name>
    <message>
        <source>Recent captures</source>
        <translation>Zuletzt geöffnete Mitschnitte</translation>
    </message>
    <message>
        <source>Open a packet capture</source>
        <translation>Einen Paketmitschnitt öffnen</translation>
    </message>
    <message>
        <source>Drop a pcap or pcapng file here, compressed or not, or choose one.
Nothing leaves this computer unless you ask for a lookup.</source>
        <translation>Legen Sie eine pcap- oder pcapng-Datei hier ab, komprimiert oder nicht, oder wählen Sie eine.
Nichts verlässt diesen Rechner, es sei denn, Sie holen eine Auskunft ein.</translation>
    </message>
    <message>
        <source>&amp;Open…</source>
        <translation>&amp;Öffnen…</translation>
    </message>
    <message>
        <source>Open the &amp;sample</source>
        <translation>&amp;Beispiel öffnen</translation>
    </message>
</context>
<context>
    <name>weir::views::TablePage</name>
    <message>
        <source>This table could not be created</source>
        <translation>Diese Tabelle ließ sich nicht erstellen</translation>
    </message>
    <message>
        <source>No rows match</source>
        <translation>Keine Zeile entspricht dem Filter</translation>
    </message>
    <message>
        <source>&amp;Clear filter</source>
        <translation>Filter &amp;leeren</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Wird gelesen…</translation>
    </message>
    <message numerus="yes">
        <source> · %1 packets</source>
        <translation>
            <numerusform> · %1 Paket</numerusform>
            <numerusform> · %1 Pakete</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source> · %1 messages</source>
        <translation>
            <numerusform> · %1 Nachricht</numerusform>
            <numerusform> · %1 Nachrichten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source> · %1 bytes on the wire (%2)</source>
        <translation>
            <numerusform> · %1 Byte auf der Leitung (%2)</numerusform>
            <numerusform> · %1 Bytes auf der Leitung (%2)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source> · %1 IP bytes (%2)</source>
        <translation>
            <numerusform> · %1 IP-Byte (%2)</numerusform>
            <numerusform> · %1 IP-Bytes (%2)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 rows</source>
        <translation>
            <numerusform>%1 Zeile</numerusform>
            <numerusform>%1 Zeilen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %2 rows</source>
        <translation>
            <numerusform>%1 von %2 Zeile</numerusform>
            <numerusform>%1 von %2 Zeilen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 selected</source>
        <translation>
            <numerusform>%1 ausgewählt</numerusform>
            <numerusform>%1 ausgewählt</numerusform>
        </translation>
    </message>
    <message>
        <source>Not final: about the first %1 % of the capture. Still working…</source>
        <translation>Nicht endgültig: über die ersten %1 % des Mitschnitts. Es wird noch gearbeitet …</translation>
    </message>
    <message>
        <source>Not final: about a part of the capture. Still working…</source>
        <translation>Nicht endgültig: über einen Teil des Mitschnitts. Es wird noch gearbeitet …</translation>
    </message>
    <message>
        <source>Partial: about the first %1 % of the capture, which was not read to its end.</source>
        <translation>Unvollständig: über die ersten %1 % des Mitschnitts, der nicht bis zum Ende gelesen wurde.</translation>
    </message>
    <message>
        <source>Partial: the capture was not read to its end.</source>
        <translation>Unvollständig: Der Mitschnitt wurde nicht bis zum Ende gelesen.</translation>
    </message>
    <message numerus="yes">
        <source> · %1 packets sent</source>
        <translation>
            <numerusform> · %1 Paket gesendet</numerusform>
            <numerusform> · %1 Pakete gesendet</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>weir::views::TableView</name>
    <message>
        <source>Only the first %1 rows were copied; export the table to get all of them.</source>
        <translation>Nur die ersten %1 Zeilen wurden kopiert; exportieren Sie die Tabelle, um alle zu erhalten.</translation>
    </message>
    <message>
        <source>&amp;Filter for %1</source>
        <translation>&amp;Filtern nach %1</translation>
    </message>
    <message>
        <source>Filter &amp;out: %1</source>
        <translation>Aus&amp;schließen: %1</translation>
    </message>
    <message>
        <source>Add to the f&amp;ilter</source>
        <translation>Zum F&amp;ilter hinzufügen</translation>
    </message>
    <message>
        <source>… &amp;and %1</source>
        <translation>… &amp;und %1</translation>
    </message>
    <message>
        <source>… and &amp;not: %1</source>
        <translation>… und &amp;nicht: %1</translation>
    </message>
    <message>
        <source>… &amp;or %1</source>
        <translation>… &amp;oder %1</translation>
    </message>
    <message>
        <source>Copy &amp;value</source>
        <translation>&amp;Wert kopieren</translation>
    </message>
    <message>
        <source>&amp;Copy rows</source>
        <translation>Zeilen ko&amp;pieren</translation>
    </message>
    <message>
        <source>Copy rows as C&amp;SV</source>
        <translation>Zeilen als CS&amp;V kopieren</translation>
    </message>
    <message>
        <source>Sort &amp;rising</source>
        <translation>Aufs&amp;teigend sortieren</translation>
    </message>
    <message>
        <source>Sort f&amp;alling</source>
        <translation>&amp;Absteigend sortieren</translation>
    </message>
    <message>
        <source>&amp;Hide this column</source>
        <translation>Diese Spalte ver&amp;bergen</translation>
    </message>
    <message>
        <source>Show &amp;all columns</source>
        <translation>&amp;Alle Spalten zeigen</translation>
    </message>
    <message>
        <source>&amp;Fit widths to contents</source>
        <translation>Breiten an den &amp;Inhalt anpassen</translation>
    </message>
    <message>
        <source>&amp;Reset columns</source>
        <translation>Spalten zu&amp;rücksetzen</translation>
    </message>
    <message>
        <source>Cop&amp;y rows as JSON</source>
        <translation>Zeilen als &amp;JSON kopieren</translation>
    </message>
</context>
<context>
    <name>weir::window::Help</name>
    <message>
        <source>Filters and Keys</source>
        <translation>Filter und Tasten</translation>
    </message>
    <message>
        <source>Filters and keys</source>
        <translation>Filter und Tasten</translation>
    </message>
    <message>
        <source>About Weir</source>
        <translation>Über Weir</translation>
    </message>
    <message>
        <source>&lt;h3&gt;Weir %1&lt;/h3&gt;&lt;p&gt;Packet-capture triage on the desktop.&lt;/p&gt;&lt;p&gt;Free software under the GNU General Public License, version 3 or later. It comes with no warranty.&lt;/p&gt;&lt;p&gt;Nothing leaves this computer unless you ask for a lookup.&lt;/p&gt;</source>
        <translation>&lt;h3&gt;Weir %1&lt;/h3&gt;&lt;p&gt;Paketmitschnitte sichten, auf dem Desktop.&lt;/p&gt;&lt;p&gt;Freie Software unter der GNU General Public License, Version 3 oder neuer. Sie kommt ohne Gewähr.&lt;/p&gt;&lt;p&gt;Nichts verlässt diesen Rechner, es sei denn, Sie holen eine Auskunft ein.&lt;/p&gt;</translation>
    </message>
    <message>
        <source>&lt;h3&gt;Filters&lt;/h3&gt;&lt;p&gt;One filter works on all tables that have its columns. A column&apos;s name stands in the tooltip of its header.&lt;/p&gt;&lt;table cellpadding=&apos;3&apos;&gt;&lt;tr&gt;&lt;td&gt;&lt;code&gt;update&lt;/code&gt;&lt;/td&gt;&lt;td&gt;words, or a network: wherever they stand in any table&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;&lt;code&gt;port = 443&lt;/code&gt;&lt;/td&gt;&lt;td&gt;also &lt;code&gt;!= &amp;lt; &amp;lt;= &amp;gt; &amp;gt;=&lt;/code&gt;&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;&lt;code&gt;bytes &amp;gt; 10k&lt;/code&gt;&lt;/td&gt;&lt;td&gt;k M G, KiB MiB GiB; durations ms s m h&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;&lt;code&gt;dst in 10.0.0.0/8&lt;/code&gt;&lt;/td&gt;&lt;td&gt;a network, or a list: &lt;code&gt;port in (80, 443)&lt;/code&gt;&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;&lt;code&gt;name contains update&lt;/code&gt;&lt;/td&gt;&lt;td&gt;text, upper and lower case alike&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;&lt;code&gt;name matches *.com&lt;/code&gt;&lt;/td&gt;&lt;td&gt;the whole text, with &lt;code&gt;*&lt;/code&gt; and &lt;code&gt;?&lt;/code&gt;&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;&lt;code&gt;names = &quot;&quot;&lt;/code&gt;&lt;/td&gt;&lt;td&gt;an empty cell&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;&lt;code&gt;ip.addr == 10.0.0.1&lt;/code&gt;&lt;/td&gt;&lt;td&gt;and other fields of Wireshark&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;&lt;code&gt;not (a or b) and c&lt;/code&gt;&lt;/td&gt;&lt;td&gt;also &lt;code&gt;! || &amp;amp;&amp;amp;&lt;/code&gt;&lt;/td&gt;&lt;/tr&gt;&lt;/table&gt;&lt;h3&gt;Sorting&lt;/h3&gt;&lt;p&gt;Click a header; click again to turn it round, a third time for the table&apos;s own order. Shift+click adds a further column.&lt;/p&gt;</source>
        <translation>&lt;h3&gt;Filter&lt;/h3&gt;&lt;p&gt;Ein Filter wirkt auf alle Tabellen, die seine Spalten haben. Der Name einer Spalte steht im Hinweis ihres Spaltenkopfs.&lt;/p&gt;&lt;table cellpadding=&apos;3&apos;&gt;&lt;tr&gt;&lt;td&gt;&lt;code&gt;update&lt;/code&gt;&lt;/td&gt;&lt;td&gt;Wörter oder ein Netz: wo immer sie in einer Tabelle stehen&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;&lt;code&gt;port = 443&lt;/code&gt;&lt;/td&gt;&lt;td&gt;auch &lt;code&gt;!= &amp;lt; &amp;lt;= &amp;gt; &amp;gt;=&lt;/code&gt;&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;&lt;code&gt;bytes &amp;gt; 10k&lt;/code&gt;&lt;/td&gt;&lt;td&gt;k M G, KiB MiB GiB; Dauern ms s m h&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;&lt;code&gt;dst in 10.0.0.0/8&lt;/code&gt;&lt;/td&gt;&lt;td&gt;ein Netz oder eine Liste: &lt;code&gt;port in (80, 443)&lt;/code&gt;&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;&lt;code&gt;name contains update&lt;/code&gt;&lt;/td&gt;&lt;td&gt;Text, Groß- und Kleinschreibung gleich&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;&lt;code&gt;name matches *.com&lt;/code&gt;&lt;/td&gt;&lt;td&gt;der ganze Text, mit &lt;code&gt;*&lt;/code&gt; und &lt;code&gt;?&lt;/code&gt;&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;&lt;code&gt;names = &quot;&quot;&lt;/code&gt;&lt;/td&gt;&lt;td&gt;eine leere Zelle&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;&lt;code&gt;ip.addr == 10.0.0.1&lt;/code&gt;&lt;/td&gt;&lt;td&gt;und andere Felder von Wireshark&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;&lt;code&gt;not (a or b) and c&lt;/code&gt;&lt;/td&gt;&lt;td&gt;auch &lt;code&gt;! || &amp;amp;&amp;amp;&lt;/code&gt;&lt;/td&gt;&lt;/tr&gt;&lt;/table&gt;&lt;h3&gt;Sortieren&lt;/h3&gt;&lt;p&gt;Klicken Sie auf einen Spaltenkopf; noch einmal dreht die Reihenfolge um, ein drittes Mal zeigt die eigene der Tabelle. Umschalt+Klicken nimmt eine weitere Spalte hinzu.&lt;/p&gt;</translation>
    </message>
    <message>
        <source>In a table</source>
        <translation>In einer Tabelle</translation>
    </message>
    <message>
        <source>Letters and digits</source>
        <translation>Buchstaben und Ziffern</translation>
    </message>
    <message>
        <source>Begin a filter</source>
        <translation>Einen Filter beginnen</translation>
    </message>
    <message>
        <source>Menu, Shift+F10</source>
        <translation>Menütaste, Umschalt+F10</translation>
    </message>
    <message>
        <source>What can be done with a cell: filter, copy, sort</source>
        <translation>Was sich mit einer Zelle tun lässt: filtern, kopieren, sortieren</translation>
    </message>
    <message>
        <source>Double click</source>
        <translation>Doppelklick</translation>
    </message>
    <message>
        <source>Show the packets of the selected rows</source>
        <translation>Die Pakete der ausgewählten Zeilen zeigen</translation>
    </message>
    <message>
        <source>In a followed conversation</source>
        <translation>In einer verfolgten Konversation</translation>
    </message>
    <message>
        <source>Ctrl+F, F3, Shift+F3</source>
        <translation>Strg+F, F3, Umschalt+F3</translation>
    </message>
    <message>
        <source>Find, find next, find previous</source>
        <translation>Suchen, weitersuchen, rückwärts suchen</translation>
    </message>
    <message>
        <source>Ctrl+S</source>
        <translation>Strg+S</translation>
    </message>
    <message>
        <source>Save what is shown</source>
        <translation>Speichern, was gezeigt wird</translation>
    </message>
    <message>
        <source>Esc, Ctrl+W</source>
        <translation>Esc, Strg+W</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
</context>
<context>
    <name>weir::window::MainWindow</name>
    <message>
        <source>%1% – %2</source>
        <translation>%1 % – %2</translation>
    </message>
    <message>
        <source>Open Capture</source>
        <translation>Mitschnitt öffnen</translation>
    </message>
    <message>
        <source>Weir</source>
        <translation>Weir</translation>
    </message>
    <message>
        <source>Read &amp;Again</source>
        <translation>E&amp;rneut lesen</translation>
    </message>
    <message>
        <source>%1 and %2 more</source>
        <translation>%1 und %2 weitere</translation>
    </message>
    <message>
        <source>%1 – Weir</source>
        <translation>%1 – Weir</translation>
    </message>
    <message>
        <source>&amp;Last tab</source>
        <translation>&amp;Letztes Register</translation>
    </message>
    <message>
        <source>The capture could not be read again; what is shown is as it was. %1</source>
        <translation>Der Mitschnitt konnte nicht noch einmal gelesen werden; was gezeigt wird, ist wie zuvor. %1</translation>
    </message>
</context>
<context>
    <name>weir::window::ReadingStatus</name>
    <message>
        <source>Which addresses are yours cannot be told from this capture: see View, Home Networks.</source>
        <translation>Welche Adressen die eigenen sind, sagt dieser Mitschnitt nicht: siehe Ansicht, Heimatnetze.</translation>
    </message>
    <message>
        <source>Taken for home because of their conversations: %1. View, Home Networks changes that.</source>
        <translation>Wegen ihrer Verbindungen als eigene Adressen angenommen: %1. Ansicht, Heimatnetze ändert das.</translation>
    </message>
    <message>
        <source>Partial</source>
        <translation>Unvollständig</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>An&amp;halten</translation>
    </message>
    <message>
        <source>The tables hold only the part of the capture that was read.</source>
        <translation>Die Tabellen enthalten nur den Teil des Mitschnitts, der gelesen wurde.</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>Lesen</translation>
    </message>
    <message>
        <source>Stop reading (Esc); what was read stays</source>
        <translation>Lesen anhalten (Esc); was gelesen wurde, bleibt</translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation>Wird geöffnet…</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source> at offset %1</source>
        <translation> bei Offset %1</translation>
    </message>
    <message numerus="yes">
        <source>This capture is damaged%1: %2. The tables hold the %3 frames that could be read.</source>
        <translation>
            <numerusform>Dieser Mitschnitt ist beschädigt%1: %2. Die Tabellen enthalten den %3 Frame, der sich lesen ließ.</numerusform>
            <numerusform>Dieser Mitschnitt ist beschädigt%1: %2. Die Tabellen enthalten die %3 Frames, die sich lesen ließen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Reading was stopped: the tables hold the first %1 frames.</source>
        <translation>
            <numerusform>Das Lesen wurde angehalten: Die Tabellen enthalten den ersten Frame (%1).</numerusform>
            <numerusform>Das Lesen wurde angehalten: Die Tabellen enthalten die ersten %1 Frames.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Reading was stopped: the tables hold the first %1 frames, %2 of %3.</source>
        <translation>
            <numerusform>Das Lesen wurde angehalten: Die Tabellen enthalten den ersten Frame (%1), %2 von %3.</numerusform>
            <numerusform>Das Lesen wurde angehalten: Die Tabellen enthalten die ersten %1 Frames, %2 von %3.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>weir::window::RowFinder</name>
    <message>
        <source>Select a cell whose value to search for, or type a filter.</source>
        <translation>Wählen Sie eine Zelle, deren Wert gesucht werden soll, oder geben Sie einen Filter ein.</translation>
    </message>
    <message>
        <source>No other row matches.</source>
        <translation>Keine andere Zeile passt.</translation>
    </message>
    <message>
        <source>No other row has this value.</source>
        <translation>Keine andere Zeile hat diesen Wert.</translation>
    </message>
    <message>
        <source>Search continued from the top.</source>
        <translation>Von oben weitergesucht.</translation>
    </message>
    <message>
        <source>Search continued from the bottom.</source>
        <translation>Von unten weitergesucht.</translation>
    </message>
</context>
</TS>

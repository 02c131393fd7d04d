<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>weir::charts::StoryChart</name>
    <message numerus="yes">
        <source>%1 events</source>
        <translation>
            <numerusform>%1 event</numerusform>
            <numerusform>%1 events</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>weir::charts::TalkWords</name>
    <message numerus="yes">
        <source>%1 more machines</source>
        <translation>
            <numerusform>%1 more machine</numerusform>
            <numerusform>%1 more machines</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 more hosts</source>
        <translation>
            <numerusform>%1 more host</numerusform>
            <numerusform>%1 more hosts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 hosts</source>
        <translation>
            <numerusform>%1 host</numerusform>
            <numerusform>%1 hosts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 in %2 packets</source>
        <translation>
            <numerusform>%1 in %2 packet</numerusform>
            <numerusform>%1 in %2 packets</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>weir::controllers::CaseController</name>
    <message numerus="yes">
        <source>Stars, verdicts and notes on %1 subjects lie beside this capture (%2, last written %3). They were not made here, and are not shown unless you want it.</source>
        <translation>
            <numerusform>Stars, verdicts and notes on %1 subject lie beside this capture (%2, last written %3). They were not made here, and are not shown unless you want it.</numerusform>
            <numerusform>Stars, verdicts and notes on %1 subjects lie beside this capture (%2, last written %3). They were not made here, and are not shown unless you want it.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Marks on %1 subjects were changed in another window or by somebody else; they are shown now.</source>
        <translation>
            <numerusform>Marks on %1 subject were changed in another window or by somebody else; they are shown now.</numerusform>
            <numerusform>Marks on %1 subjects were changed in another window or by somebody else; they are shown now.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>weir::controllers::Exporter</name>
    <message numerus="yes">
        <source>%1 rows written to %2</source>
        <translation>
            <numerusform>%1 row written to %2</numerusform>
            <numerusform>%1 rows written to %2</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>weir::controllers::LookupController</name>
    <message numerus="yes">
        <source>Only the first %1 of the selected addresses and names are looked up.</source>
        <translation>
            <numerusform>Only the first of the selected addresses and names is looked up (%1).</numerusform>
            <numerusform>Only the first %1 of the selected addresses and names are looked up.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 lookups were pending when Weir ended.</source>
        <translation>
            <numerusform>%1 lookup was pending when Weir ended.</numerusform>
            <numerusform>%1 lookups were pending when Weir ended.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>weir::controllers::PacketController</name>
    <message numerus="yes">
        <source>%1 packets written to %2</source>
        <translation>
            <numerusform>%1 packet written to %2</numerusform>
            <numerusform>%1 packets written to %2</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>weir::models::FollowText</name>
    <message numerus="yes">
        <source>! %1 bytes are missing here</source>
        <translation>
            <numerusform>! %1 byte is missing here</numerusform>
            <numerusform>! %1 bytes are missing here</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>weir::models::LookupWords</name>
    <message numerus="yes">
        <source>about %1 minutes</source>
        <translation>
            <numerusform>about %1 minute</numerusform>
            <numerusform>about %1 minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %1 hours</source>
        <translation>
            <numerusform>about %1 hour</numerusform>
            <numerusform>about %1 hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 requests</source>
        <translation>
            <numerusform>%1 request</numerusform>
            <numerusform>%1 requests</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 addresses</source>
        <translation>
            <numerusform>%1 address</numerusform>
            <numerusform>%1 addresses</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 names</source>
        <translation>
            <numerusform>%1 name</numerusform>
            <numerusform>%1 names</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 are held back</source>
        <translation>
            <numerusform>%1 is held back</numerusform>
            <numerusform>%1 are held back</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 are known already</source>
        <translation>
            <numerusform>%1 is known already</numerusform>
            <numerusform>%1 are known already</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>weir::panes::AuditDialog</name>
    <message numerus="yes">
        <source>The last %1 of %2 requests; the export has all.</source>
        <translation>
            <numerusform>The last %1 of %2 request; the export has all.</numerusform>
            <numerusform>The last %1 of %2 requests; the export has all.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 requests, newest first.</source>
        <translation>
            <numerusform>%1 request.</numerusform>
            <numerusform>%1 requests, newest first.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>weir::panes::FindingsPage</name>
    <message numerus="yes">
        <source>%1 reasons are excluded; &amp;include them again</source>
        <translation>
            <numerusform>%1 reason is excluded; &amp;include it again</numerusform>
            <numerusform>%1 reasons are excluded; &amp;include them again</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 findings of little weight</source>
        <translation>
            <numerusform>%1 finding of little weight</numerusform>
            <numerusform>%1 findings of little weight</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, %2 entries</source>
        <translation>
            <numerusform>%1, %2 entry</numerusform>
            <numerusform>%1, %2 entries</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>weir::panes::FollowWindow</name>
    <message numerus="yes">
        <source>%1 bytes</source>
        <translation>
            <numerusform>%1 byte</numerusform>
            <numerusform>%1 bytes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The conversation is longer: only the first %1 bytes are shown.</source>
        <translation>
            <numerusform>The conversation is longer: only the first byte is shown (%1).</numerusform>
            <numerusform>The conversation is longer: only the first %1 bytes are shown.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 bytes are missing from the capture.</source>
        <translation>
            <numerusform>%1 byte is missing from the capture.</numerusform>
            <numerusform>%1 bytes are missing from the capture.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 packets can no longer be read.</source>
        <translation>
            <numerusform>%1 packet can no longer be read.</numerusform>
            <numerusform>%1 packets can no longer be read.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 IP fragments were not reassembled.</source>
        <translation>
            <numerusform>%1 IP fragment was not reassembled.</numerusform>
            <numerusform>%1 IP fragments were not reassembled.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The row counts %1 conversations: this is the largest.</source>
        <translation>
            <numerusform>The row counts %1 conversation: this is it.</numerusform>
            <numerusform>The row counts %1 conversations: this is the largest.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>weir::panes::OverviewPage</name>
    <message numerus="yes">
        <source>%1 packets · %2 %3 (%4)</source>
        <translation>
            <numerusform>%1 packet · %2 %3 (%4)</numerusform>
            <numerusform>%1 packets · %2 %3 (%4)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source> · %1 frames far outside this time are not shown</source>
        <translation>
            <numerusform> · %1 frame far outside this time is not shown</numerusform>
            <numerusform> · %1 frames far outside this time are not shown</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 sent %2 in %3 packets, %4 of these</source>
        <translation>
            <numerusform>%1 sent %2 in %3 packet, %4 of these</numerusform>
            <numerusform>%1 sent %2 in %3 packets, %4 of these</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: %2 in %3 packets, %4 of these</source>
        <translation>
            <numerusform>%1: %2 in %3 packet, %4 of these</numerusform>
            <numerusform>%1: %2 in %3 packets, %4 of these</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 malformed frames</source>
        <translation>
            <numerusform>%1 malformed frame</numerusform>
            <numerusform>%1 malformed frames</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 frames were truncated by the capture</source>
        <translation>
            <numerusform>%1 frame was truncated by the capture</numerusform>
            <numerusform>%1 frames were truncated by the capture</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>weir::panes::PacketsPage</name>
    <message numerus="yes">
        <source>Only the packets of %1 chosen rows</source>
        <translation>
            <numerusform>Only the packets of %1 chosen row</numerusform>
            <numerusform>Only the packets of %1 chosen rows</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>weir::panes::PreviewDialog</name>
    <message numerus="yes">
        <source>Go &amp;Online and Send %1 Requests</source>
        <translation>
            <numerusform>Go &amp;Online and Send %1 Request</numerusform>
            <numerusform>Go &amp;Online and Send %1 Requests</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;Send %1 Requests</source>
        <translation>
            <numerusform>&amp;Send %1 Request</numerusform>
            <numerusform>&amp;Send %1 Requests</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>weir::panes::QueuePanel</name>
    <message numerus="yes">
        <source>%1 of %2 requests done</source>
        <translation>
            <numerusform>%1 of %2 request done</numerusform>
            <numerusform>%1 of %2 requests done</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>weir::panes::ReasonsView</name>
    <message numerus="yes">
        <source>%1 packets</source>
        <translation>
            <numerusform>%1 packet</numerusform>
            <numerusform>%1 packets</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 flows</source>
        <translation>
            <numerusform>%1 flow</numerusform>
            <numerusform>%1 flows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 messages</source>
        <translation>
            <numerusform>%1 message</numerusform>
            <numerusform>%1 messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 names</source>
        <translation>
            <numerusform>%1 name</numerusform>
            <numerusform>%1 names</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>weir::panes::WhoPanel</name>
    <message numerus="yes">
        <source>%1 more clients</source>
        <translation>
            <numerusform>%1 more client</numerusform>
            <numerusform>%1 more clients</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 findings</source>
        <translation>
            <numerusform>%1 finding</numerusform>
            <numerusform>%1 findings</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>weir::views::FilterBar</name>
    <message numerus="yes">
        <source>%1 of %2 rows</source>
        <translation>
            <numerusform>%1 of %2 row</numerusform>
            <numerusform>%1 of %2 rows</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>weir::views::HexView</name>
    <message numerus="yes">
        <source>%1 bytes</source>
        <translation>
            <numerusform>%1 byte</numerusform>
            <numerusform>%1 bytes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>weir::views::TablePage</name>
    <message numerus="yes">
        <source> · %1 packets</source>
        <translation>
            <numerusform> · %1 packet</numerusform>
            <numerusform> · %1 packets</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source> · %1 messages</source>
        <translation>
            <numerusform> · %1 message</numerusform>
            <numerusform> · %1 messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source> · %1 bytes on the wire (%2)</source>
        <translation>
            <numerusform> · %1 byte on the wire (%2)</numerusform>
            <numerusform> · %1 bytes on the wire (%2)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source> · %1 IP bytes (%2)</source>
        <translation>
            <numerusform> · %1 IP byte (%2)</numerusform>
            <numerusform> · %1 IP bytes (%2)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 rows</source>
        <translation>
            <numerusform>%1 row</numerusform>
            <numerusform>%1 rows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %2 rows</source>
        <translation>
            <numerusform>%1 of %2 row</numerusform>
            <numerusform>%1 of %2 rows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 selected</source>
        <translation>
            <numerusform>%1 selected</numerusform>
            <numerusform>%1 selected</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source> · %1 packets sent</source>
        <translation>
            <numerusform> · %1 packet sent</numerusform>
            <numerusform> · %1 packets sent</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>weir::window::ReadingStatus</name>
    <message numerus="yes">
        <source>This capture is damaged%1: %2. The tables hold the %3 frames that could be read.</source>
        <translation>
            <numerusform>This capture is damaged%1: %2. The tables hold the %3 frame that could be read.</numerusform>
            <numerusform>This capture is damaged%1: %2. The tables hold the %3 frames that could be read.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Reading was stopped: the tables hold the first %1 frames.</source>
        <translation>
            <numerusform>Reading was stopped: the tables hold the first frame (%1).</numerusform>
            <numerusform>Reading was stopped: the tables hold the first %1 frames.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Reading was stopped: the tables hold the first %1 frames, %2 of %3.</source>
        <translation>
            <numerusform>Reading was stopped: the tables hold the first frame (%1), %2 of %3.</numerusform>
            <numerusform>Reading was stopped: the tables hold the first %1 frames, %2 of %3.</numerusform>
        </translation>
    </message>
</context>
</TS>

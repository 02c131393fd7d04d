#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the first inputs of every target: seeds.py FOLDER. What fuzzing added to them lies beside."""
import gzip
import struct
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "budget"))
from attacks import LONG_HELLO, hello, one_record
from packets import (CLIENT, ETHERNET, PUSH, ACK, RESOLVER, SERVER, SYN, enhanced, ethernet, interface, ipv4, name, names_block,
                     option, pcap, query, record, response, section, tcp, udp, block)


def part(octets):
    return bytes([len(octets)]) + octets


def long_part(octets):
    return struct.pack(">H", len(octets)) + octets


def hello_for(server):
    server_name = struct.pack(">HHHBH", 0, len(server) + 5, len(server) + 3, 0, len(server)) + server
    return one_record(hello(struct.pack(">HHH", 0x1301, 0xC02F, 0x0A0A), server_name + struct.pack(">HHBH", 43, 3, 2, 0x0304)))


ASKED = query(7, name("www.example.com"))
ANSWERED = response(7, name("www.example.com"), [
    record(b"\xc0\x0c", 5, name("cdn.example.net")), record(b"\xc0\x0c", 1, b"\x5d\xb8\xd8\x22"),
    record(b"\xc0\x10", 15, b"\0\x0a\xc0\x0c"), record(b"\xc0\x0c", 16, b"\5hello\1 "),
    record(b"\xc0\x0c", 65, b"\0\1\0\0\1\0\3\2h2\0\4\0\4\1\2\3\4"), record(b"\xc0\x0c", 33, b"\0\1\0\2\0\x35\xc0\x0c"),
    record(b"\xc0\x0c", 6, b"\xc0\x0c\xc0\x0c" + bytes(20))])
FORM = (b"POST /login HTTP/1.1\r\nHost: a.example\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        b"Content-Length: 17\r\n\r\nuser=a&password=b")
PACKETS = [tcp(CLIENT, 40000, SERVER, 80, 999, SYN), tcp(CLIENT, 40000, SERVER, 80, 1000, PUSH | ACK, FORM),
           tcp(SERVER, 80, CLIENT, 40000, 5001, PUSH | ACK, b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", 1200),
           udp(CLIENT, 5000, RESOLVER, 53, ASKED), udp(RESOLVER, 53, CLIENT, 5000, ANSWERED),
           tcp(CLIENT, 40001, SERVER, 443, 999, SYN), tcp(CLIENT, 40001, SERVER, 443, 1000, PUSH | ACK, hello_for(b"a.example")),
           ipv4(CLIENT, SERVER, 4, udp(1, 2, 3, 4, b"inner")), ipv4(CLIENT, SERVER, 17, b"\0\1\0\2\0\x20\0\0abc", 9, 0x2000)]
CLASSIC = pcap(PACKETS)
PCAPNG = (section(option(4, b"a program")) + interface(101, option(9, b"\x09")) + interface(1) +
          names_block([(SERVER, b"web.example")]) + b"".join(enhanced(p, 0, 1600000000 * 10**9 + i) for i, p in enumerate(PACKETS)) +
          enhanced(ethernet(PACKETS[0]), 1) + block(3, struct.pack("<I", 60) + ethernet(PACKETS[3])[:60]) +
          block(5, struct.pack("<III", 0, 0, 0) + option(5, bytes(8)) + bytes(4)))


def frame(link_type, octets, more=0):
    return struct.pack(">HB", link_type, more) + octets


def http2_frame(kind, flags, stream, body):
    return bytes([kind, flags, stream]) + part(body)


REQUEST_FIELDS = bytes.fromhex("828684410f7777772e6578616d706c652e636f6d")  # RFC 7541, appendix C.4.1, without Huffman
RESPONSE_FIELDS = bytes.fromhex("88")
HTTP2 = (b"\0" + part(b"\3\7\1") + bytes([3]) + http2_frame(4, 0, 0, b"") + http2_frame(1, 5, 1, REQUEST_FIELDS) +
         http2_frame(0, 1, 1, b"body") + bytes([2]) + http2_frame(1, 4, 1, RESPONSE_FIELDS) + http2_frame(0, 1, 1, b"<html>"))


def http1(count, *messages):
    return b"\0" + part(b"\1\5\x40") + bytes([count - 1]) + b"".join(messages)


def exchange(method, path, lines, kind, body, status, server, answer, answer_kind):
    out = bytes([method]) + part(path) + bytes([len(lines)]) + b"".join(part(line) for line in lines)
    return out + bytes([kind]) + part(body) + bytes([status]) + part(server) + part(answer) + bytes([answer_kind])


def tcp_segment(side, place, length, flags=0):
    return bytes([side | flags]) + struct.pack(">HB", place, length) + bytes(2)


WHOIS = b"% a registry\n\ninetnum: 192.0.2.0 - 192.0.2.255\nnetname: EXAMPLE-NET\ncountry: DE\norg: ORG-1\n\norganisation: ORG-1\norg-name: Example\nabuse-mailbox: abuse@example.net\n"
RDAP = b'{"objectClassName":"ip network","handle":"NET","startAddress":"192.0.2.0","endAddress":"192.0.2.255","country":"DE","entities":[{"roles":["registrant"],"vcardArray":["vcard",[["fn",{},"text","Example"],["adr",{"label":"Street\\nGermany"},"text",["","","","","","",""]]]]}]}'
STIX = b'{"type":"bundle","objects":[{"type":"indicator","pattern":"[ipv4-addr:value = \'192.0.2.1\'] OR [domain-name:value = \'bad.example\']"}]}'

SEEDS = {
    "capturefilter": [b"tcp port 80", b"host 10.0.0.1 and not port 53", b"ether host 02:00:00:00:00:01", b"net 10.0.0.0/8",
                      b"host c2.bad.de", b"host fe.ed.be", b"host 10.0.8a", b"host 10...8", b"src \\(", b"ip6 host ::1", b"portrange 1-80"],
    "capturefile": [CLASSIC, PCAPNG, CLASSIC[:-7], PCAPNG[:-5], gzip.compress(CLASSIC, mtime=0), CLASSIC + PCAPNG,
                    section() + enhanced(b"x") + interface()],
    "pipeline": [CLASSIC, PCAPNG, pcap(PACKETS[:3])],
    "dissect": [frame(101, packet, 3) for packet in PACKETS] + [frame(1, ethernet(PACKETS[4])), frame(1, ethernet(b"\0\1\x08\6" + PACKETS[3], 0x8100)),
                frame(113, bytes(14) + b"\x08\0" + PACKETS[0]), frame(105, b"\x08\0" + bytes(22) + b"\xaa\xaa\3\0\0\0\x08\0" + PACKETS[0]),
                frame(228, struct.pack(">IHBB", 0x60000000, 8, 17, 64) + bytes(32) + b"\0\1\0\2\0\x08\0\0")],
    "dns": [ASKED, ANSWERED, ANSWERED[:40], response(1, name("a.b"), [record(b"\xc0\x0c", 1, b"")] * 5)],
    "quic": [b"\0" + long_part(b"\xc3\0\0\0\1\x08\x83\x94\xc8\xf0\x3e\x51\x57\x08\0\0\x40\x30" + bytes(60)),
             b"\0" + long_part((b"\xc0\0\0\0\1\x08" + bytes(8) + b"\0\0\x15" + bytes(21)) * 12), b"\1" + long_part(b"\xc0\0\0\0\0\0\0\0\0\0\1")],
    "identify": [b"\0" + struct.pack(">HH", 40000, 443) + long_part(hello_for(b"a.example")) + b"\x16\3\3\0\5\2\0\0\1\0",
                 b"\0" + struct.pack(">HH", 40000, 443) + long_part(one_record(LONG_HELLO[:600])),
                 b"\0" + struct.pack(">HH", 40000, 21) + long_part(b"USER a\r\n") + b"220 ready\r\n",
                 b"\1" + struct.pack(">HH", 5000, 53) + long_part(ASKED) + ANSWERED,
                 b"\0" + struct.pack(">HH", 5000, 80) + long_part(b"GET / HTTP/1.1\r\n\r\n") + b"HTTP/1.1 200 OK\r\n\r\n"],
    "credentials": [b"\0" + part(b"\1") + b"USER a\r\nPASS secret\r\n", b"\2" + part(b"\3") + b"a1 LOGIN u p\r\n",
                    b"\4" + part(b"\2") + b"\x30\x13\2\1\1\x60\x0e\2\1\3\4\3cn=\x80\4pass", b"\0" + part(b"\1") + b"user=a&password=b"],
    "tlshellos": [hello_for(b"a.example"), b"".join(one_record(bytes([octet])) for octet in hello(b"\x13\1", b"")), b"\x80\x2e\1\0\2\0\x15\0\0\0\x10" + bytes(37),
                  one_record(b"\2\0\0\x26\3\3" + bytes(33) + b"\xc0\x2f\0" + b"\x0b\0\0\7\0\0\4\0\0\1\x30", 3)],
    "tlsrecords": [b"\0" + part(b"\1"), b"\1" + part(b"\x40\7"), b"\4" + part(b"\xff") + b"\1\1\0\x20\5", b"\2" + part(b"") + b"\0" + part(hello_for(b"a"))],
    "keylog": [b"# a comment\nCLIENT_RANDOM " + b"ab" * 32 + b" " + b"cd" * 48 + b"\nCLIENT_TRAFFIC_SECRET_0 " + b"ab" * 32 + b" " + b"ef" * 32 + b"\n"],
    "http1": [http1(2, exchange(0, b"abc", [b"a.example"], 0, b"", 0, b"s", b"body", 1), exchange(4, b"x", [], 2, b"chunks", 3, b"s", b"", 0)),
              http1(1, exchange(1, b"login", [b"a.example", b"application/x-www-form-urlencoded"], 1, b"user=a&password=b", 0, b"s", b"ok", 2)),
              http1(1, exchange(5, b"", [], 1, b"\0\1", 4, b"s", b"x" * 50, 2)), b"\1" + part(b"\3") + long_part(FORM) + b"HTTP/1.1 100 X\r\n\r\nHTTP/1.1 200 OK\r\n\r\nrest"],
    "http2": [HTTP2, b"\1" + part(b"\1") + long_part(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + bytes(9)) + long_part(b"\0\0\1\1\4\0\0\0\1\x88")],
    "http3": [part(b"\1\2") + b"\3\0" + part(b"\1\x0c\0\0\xd1\xd7\x50\x07a.local\xc1\0\4body") + b"\2\0" + part(b"\1\3\0\0\xd9\0\2ok"),
              part(b"\3") + b"\0\2" + part(b"\0\4\0") + b"\1\3" + part(b"\2\x3f\xbd\1")],
    "tcpstream": [bytes(5) + tcp_segment(0, 0, 10) + tcp_segment(0, 20, 10) + tcp_segment(0, 5, 20) + tcp_segment(1, 0, 5),
                  b"\xff\xff\xff\xff\x20" + tcp_segment(0, 100, 200, 2) + tcp_segment(1, 9, 3, 16) + tcp_segment(0, 0, 50, 8)],
    "follow": [struct.pack(">H", 80) + b"\x20" + part(FORM) + b"\x11" + part(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"), struct.pack(">H", 9) + b"\2" + part(b"abc") + b"\3" + part(b"d")],
    "smbfiles": [b"\0" + part(b"\1\x30") + b"\2\2\1" + part(bytes([57]) + bytes(43) + b"\x78\0\x08\0" + bytes(8) + b"a\0.\0b\0c\0") + b"\0\3\2" + part(bytes([49]) + bytes(60)) + b"\0" +
                 b"\1\2\1" + part(bytes([89]) + bytes(90)) + b"\0"],
    "tablefilter": [b"number > 1.5k and not name contains example", b"address in (10.0.0.0/8, ::1)", b'names = b or open or "x"', b"time >= 2022-11-08T02:00 && latency < 5ms", b"name matches *.e?ample"],
    "text": ["a\u202e\u200bb \x1b[31m\xff ä".encode(), b'{"a":[1,2.5e3,"\\u00e4\\ud83d\\ude00",null,true]}', b"\xed\xa0\x80\xf4\x90\x80\x80"],
    "export": [b"=1+1", b'a "quoted", text\r\n', "\u2066\ufeff-5 ä".encode(), b"@\t\x00\xff"],
    "lists": [b"# list\n10.0.0.1\n192.0.2.0/24\nbad[.]example\nhxxp://evil.example/x\n127.0.0.1 host.example\nd41d8cd98f00b204e9800998ecf8427e\n", b'"id","value"\n"1","bad.example"\n', STIX],
    "lookups": [b"\0" + WHOIS, b"\1" + RDAP, b"\0Domain Name: EXAMPLE.COM\nRegistrar: Somebody\nRegistrant Country: DE\nReferralServer: whois://whois.example.net\n"],
}


def main(folder):
    for target, inputs in SEEDS.items():
        place = Path(folder) / target
        place.mkdir(parents=True, exist_ok=True)
        for i, octets in enumerate(inputs):
            (place / f"seed-{i:02}").write_bytes(octets)


if __name__ == "__main__":
    main(sys.argv[1])

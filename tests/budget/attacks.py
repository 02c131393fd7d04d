# SPDX-License-Identifier: GPL-3.0-or-later
"""Captures that make much work or memory of few octets: one function each, which takes a size and returns the file."""
import gzip
import random
import struct

from packets import (ACK, CLIENT, ETHERNET, PUSH, RAW_IP, RESOLVER, SERVER, SYN, answered, block, enhanced, ethernet, interface,
                     ipv4, label, name, names_block, option, pcap, query, record, response, section, stream, tcp, udp)

ATTACKS = {}


def attack(size, *arguments):
    """The size that is run first (then twice that), and arguments of weir-cli other than --all-tables."""

    def keep(function):
        ATTACKS[function.__name__] = (function, size, arguments)
        return function

    return keep


ONE_PACKET = udp(CLIENT, 1000, SERVER, 2000)
LONG_NAME = b"".join(label(bytes([200]) * 60) for _ in range(4))


# --- packets, flows, addresses ---------------------------------------------------------------------------------------
@attack(60000)
def one_flow(n):
    return pcap(ONE_PACKET for _ in range(n))


# Each server of these makes a finding with sentences of its own, about 1.6 KB. The public addresses lie close together,
# so that few pages of the databases of countries are read, which would count as memory.
@attack(5000)
def flows_with_equal_sums(n):  # for a hash that adds what it is given
    return pcap(udp(CLIENT + i, i, CLIENT - i, 65535 - i) for i in range(n))


@attack(5000)
def flows_at_random(n):
    bits = random.Random(1).getrandbits
    return pcap(udp(CLIENT + bits(20), bits(16), SERVER - bits(14), bits(16)) for _ in range(n))


@attack(30000)
def ports_of_one_server(n):
    return pcap(tcp(CLIENT + i * 7919 % 900001, 50000, SERVER, i, 1000, SYN) for i in range(n))


@attack(16000)
def port_scan(n):  # one client, the ports of one public host
    return pcap(tcp(CLIENT, 40000 + i % 7, SERVER + i // 65536, i, 1000, SYN) for i in range(n))


@attack(16000)
def sweep_at_home(n):
    return pcap(tcp(CLIENT, 40000 + i % 20000, 0x0A000100 + i % 1000, i // 1000, 1000, SYN) for i in range(n))


@attack(16000)
def one_pair(n):  # one client, one server, all its ports, at one pace
    return pcap((1600000000 + i, tcp(CLIENT, i, SERVER, 443, 1000, SYN)) for i in range(n))


@attack(15000)
def ports_opened_again(n):
    start = b"GET / HTTP/1.1\r\n"
    return pcap(packet for i in range(n) for packet in (
        tcp(CLIENT, 50000, SERVER, 80, i * 977, SYN), tcp(CLIENT, 50000, SERVER, 80, i * 977 + 1, PUSH | ACK, start)))


@attack(20000)
def fragments(n):  # firsts of datagrams that never end, and later ones
    part = struct.pack(">HHHH", 7, 53, 8, 0)
    return pcap(ipv4(CLIENT + (i >> 16), SERVER, 17, part, i, 0x2000 if i % 2 else 1) for i in range(n))


@attack(20000)
def clocks_that_jump(n):
    return pcap((i % 2 * 4000000000, ONE_PACKET) for i in range(n))


@attack(20000)
def kinds_of_frames(n):
    return pcap((ethernet(struct.pack(">H", i & 0xFFFF) + b"x" * 10, 0x600 + i % 60000) for i in range(n)), ETHERNET)


@attack(100)
def tunnels(n):
    octets = b"\0" * 8
    for depth in range(3000):
        octets = ipv4(CLIENT, SERVER, 4 if depth else 17, octets)
    return pcap(octets for _ in range(n))


@attack(100)
def vlan_tags(n):
    frame = b"\2" * 12 + b"\x81\0\0\1" * 15000 + b"\x08\0" + ONE_PACKET
    return pcap((frame for _ in range(n)), ETHERNET)


@attack(100)
def extension_headers(n):
    chain = bytes([0, 0, 1, 4, 0, 0, 0, 0]) * 8000
    packet = struct.pack(">IHBB", 0x60000000, len(chain), 0, 64) + bytes(31) + b"\1" + chain
    return pcap(packet for _ in range(n))


@attack(15000)
def leases(n):
    def packet(i):
        head = b"\1\1\6\0" + struct.pack(">I", i) + bytes(12) + struct.pack(">I", CLIENT + i) + bytes(8)
        options = b"\x63\x82\x53\x63\x35\1\5\x0c" + label(b"host%d" % i) + b"\xff"
        return head + struct.pack(">Q", i)[2:] + bytes(202) + options

    return pcap(udp(CLIENT, 67, CLIENT + i, 68, packet(i)) for i in range(n))


# --- segments --------------------------------------------------------------------------------------------------------
@attack(30000)
def segments_backwards(n):  # every second octet, the last first
    return pcap(tcp(CLIENT, 50000, SERVER, 80, 1001 + 2 * (n - i), PUSH | ACK, b"x") for i in range(n))


@attack(30000)
def segments_shuffled(n):
    order = list(range(n))
    random.Random(3).shuffle(order)
    return pcap(tcp(CLIENT, 50000, SERVER, 80, 1001 + i, PUSH | ACK, b"x") for i in order)


# --- DNS -------------------------------------------------------------------------------------------------------------
@attack(10000)
def dns_names(n):
    return pcap(udp(CLIENT, 1024 + i % 60000, RESOLVER, 53, query(i, name(f"{i:x}.a{i % 977}.com"))) for i in range(n))


@attack(10000)
def dns_names_of_one_address(n):
    address = struct.pack(">I", SERVER)
    return pcap(udp(RESOLVER, 53, CLIENT, 1024 + i % 60000,
                    response(i, name(f"h{i:x}.example.com"), [record(b"\xc0\x0c", 1, address)])) for i in range(n))


@attack(10000)
def dns_addresses_of_one_name(n):
    asked = name("cdn.example.com")
    return pcap(udp(RESOLVER, 53, CLIENT, 1024 + i % 60000, response(i, asked, [
        record(b"\xc0\x0c", 1, struct.pack(">I", 0x2D000000 + 4 * i + j)) for j in range(4)])) for i in range(n))


@attack(20000)
def dns_the_same_query(n):
    packet = udp(CLIENT, 1024, RESOLVER, 53, query(7, name("a.example.com")))
    return pcap(packet for _ in range(n))


@attack(10000)
def dns_clients(n):
    return pcap(udp(CLIENT + i // 20, 1024 + i % 60000, RESOLVER, 53, query(i, name(f"n{i % 20}.example.com"))) for i in range(n))


@attack(10000)
def dns_made_up_names(n):
    return pcap(udp(RESOLVER, 53, CLIENT + i % 200, 1024 + i % 60000,
                    response(i, name(f"q{i * 2654435761:040x}.d{i % 5000}.com"), code=3, kind=16)) for i in range(n))


@attack(10)
def dns_pointers_as_owners(n):
    records = [record(bytes([2, 128 + i % 128, 128 + i // 128]) + b"\xc0\x0c", 1, b"") for i in range(4000)]
    return pcap(udp(RESOLVER, 53, CLIENT, 1024 + k, response(k, label(b"%08d" % k) + LONG_NAME[61:] + b"\0", records)) for k in range(n))


@attack(10)
def dns_pointers_in_data(n):
    records = [record(b"\xc0\x0c", 5, bytes([2, 128 + i % 128, 128 + i // 128]) + b"\xc0\x0c") for i in range(3600)]
    return pcap(udp(RESOLVER, 53, CLIENT, 1024 + k, response(k, label(b"%08d" % k) + LONG_NAME[61:] + b"\0", records)) for k in range(n))


@attack(10273)
def dns_keys_that_meet(n):
    """Client and name make a key; both count up as the capture shows them. Tables of the standard library have a known
    prime number of buckets: keys that are the same modulo it met in one, had they no seed."""
    prime = 10273 if n <= 10273 else 20753
    asked = name("x.com")

    def packets():
        for first in range(0, prime, 3000):
            told = [record(b"\xc0\x0c", 5, label(b"%x" % k) + b"\xc0\x0c") for k in range(first, min(first + 3000, prime))]
            yield udp(RESOLVER, 53, CLIENT, 1024, response(first, asked, told))
        for i in range(n):
            yield udp(CLIENT + 255 + i, 1024, RESOLVER, 53, query(i, name(f"{-(i + 2) * (1 << 32) % prime:x}.x.com")))

    return pcap(packets())


# --- HTTP ------------------------------------------------------------------------------------------------------------
@attack(3)
def http_long_line_by_octets(n):
    return pcap(stream(b"GET /" + b"a" * 16000 + b" HTTP/1.1\r\nHost: x\r\n\r\n", 80, n, 1))


@attack(3)
def http_short_lines_by_octets(n):
    return pcap(stream(b"GET / HTTP/1.1\r\n" + b"a:b\r\n" * 3200 + b"\r\n", 80, n, 1))


@attack(3)
def http_shortest_lines_by_octets(n):
    return pcap(stream(b"GET / HTTP/1.1\r\n" + b"a\n" * 8000 + b"\n", 80, n, 1))


@attack(3)
def http_response_by_octets(n):
    head = b"HTTP/1.1 200 OK\r\n" + b"a:b\r\n" * 3200 + b"\r\n"
    return pcap(answered(b"GET / HTTP/1.1\r\n\r\n", head, 80, n, 1))


@attack(4)
def http_head_without_end(n):
    return pcap(stream(b"GET / HTTP/1.1\r\n" + b"X-A: bbbbbbbbbbbbbbbbbbbbbbbbbbbbbb\r\n" * 20000, 80, n, 1400))


@attack(80)
def http_requests_without_answers(n):
    return pcap(stream(b"GET / HTTP/1.1\r\n\r\n" * 700, 80, n, 1400))


@attack(50000)
def http_requests_of_one_connection(n):
    return pcap(stream(b"GET / HTTP/1.1\r\n\r\n" * n, 80, 1, 60000))


@attack(12)
def http_answers_of_one_connection(n):
    asks, answers = b"GET / HTTP/1.1\r\n\r\n" * 1500, b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx" * 1500
    return pcap(packet for i in range(n) for packet in (
        tcp(CLIENT, 50000, SERVER, 80, 1001 + i * len(asks), PUSH | ACK, asks, 5001 + i * len(answers)),
        tcp(SERVER, 80, CLIENT, 50000, 5001 + i * len(answers), PUSH | ACK, answers, 1001 + (i + 1) * len(asks))))


@attack(3)
def http_form_by_octets(n):
    head = b"POST / HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 16000\r\n\r\n"
    return pcap(stream(head + b"a&" * 8000, 80, n, 1))


@attack(40000)
def http2_empty_frames(n):
    return pcap(stream(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + b"\0\0\0\4\0\0\0\0\0" + b"\0\0\0\0\0\0\0\0\1" * n, 80, 1, 1400))


# --- TLS and QUIC ----------------------------------------------------------------------------------------------------
def hello(ciphers, extensions):
    body = b"\3\3" + bytes(33) + struct.pack(">H", len(ciphers)) + ciphers + b"\1\0" + struct.pack(">H", len(extensions)) + extensions
    return b"\1" + struct.pack(">I", len(body))[1:] + body


LONG_HELLO = hello(b"\x13\1" * 4000, struct.pack(">HH", 21, 7996) + bytes(7996))


def one_record(octets, version=1):
    return b"\x16\3" + bytes([version]) + struct.pack(">H", len(octets)) + octets


@attack(3)
def tls_hello_by_octets(n):
    return pcap(stream(one_record(LONG_HELLO), 443, n, 1))


@attack(3)
def tls_records_by_octets(n):
    return pcap(stream(b"".join(one_record(bytes([octet])) for octet in LONG_HELLO), 443, n, 6))


@attack(4)
def tls_records_without_end(n):
    return pcap(stream(b"\x16\3\1\0\5\1\0\xff\xff\0" + b"\x16\3\1\0\1\0" * 100000, 443, n, 1400))


@attack(3)
def tls_certificate_by_octets(n):
    certificate = b"\x30\x82\x3f\xf0" + bytes(16368)
    chain = struct.pack(">I", len(certificate))[1:] + certificate
    body = struct.pack(">I", len(chain))[1:] + chain
    greeting = b"\3\3" + bytes(33) + b"\xc0\x2f\0"
    octets = b"\2" + struct.pack(">I", len(greeting))[1:] + greeting + b"\x0b" + struct.pack(">I", len(body))[1:] + body
    flight = b"".join(one_record(octets[at:at + 16000], 3) for at in range(0, len(octets), 16000))
    return pcap(answered(one_record(hello(b"\x13\1", b"")), flight, 443, n, 1))


@attack(6000)
def tls_fingerprints(n):
    def packet(i):
        server = b"a%06d.com" % i
        extension = struct.pack(">HHHBH", 0, len(server) + 5, len(server) + 3, 0, len(server)) + server
        return one_record(hello(struct.pack(">HH", 0x1301 + (i & 0xFFF), 0x2000 + (i >> 12)), extension))

    return pcap(tcp(CLIENT + i // 50000, 10000 + i % 50000, SERVER, 443, 1001, PUSH | ACK, packet(i)) for i in range(n))


@attack(40)
def quic_initials_in_a_datagram(n):
    def datagram(k):
        one = b"\xc0\0\0\0\1\x08%s\0\0\x15" + bytes(21)
        return b"".join(one.replace(b"%s", struct.pack(">II", k, i)) for i in range(1600))

    return pcap(udp(CLIENT + k, 50000, SERVER, 443, datagram(k)) for k in range(n))


# --- lines and messages of other protocols, an octet a segment ------------------------------------------------------
@attack(3)
def ftp_by_octets(n):
    return pcap(stream(b"USER a\r\n" + b"NOOP\r\n" * 2700, 21, n, 1))


@attack(3)
def ftp_empty_lines_by_octets(n):
    return pcap(stream(b"USER a\r\n" + b"\r\n" * 8000, 21, n, 1))


@attack(3)
def ldap_by_octets(n):
    return pcap(stream(b"\x30\x0c\x02\x01\x01\x60\x07\x02\x01\x03\x04\0\x80\0" + b"\x30\x05\x02\x01\x01\x42\0" * 2300, 389, n, 1))


@attack(3)
def imap_by_octets(n):
    return pcap(stream(b"a1 CAPABILITY\r\n" + b"a NOOP\r\n" * 2000, 143, n, 1))


@attack(3)
def smb_by_octets(n):
    head = b"\xfeSMB" + struct.pack("<HHIHHIIQIIQ", 64, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0) + bytes(16)
    message = head + struct.pack("<HHHHI", 36, 1, 1, 0, 0) + bytes(24) + b"\x02\x02"
    return pcap(stream((struct.pack(">I", len(message)) + message) * 140, 445, n, 1))


@attack(3)
def kerberos_by_octets(n):
    body = b"\x6a\x82\x3f\x00\x30\x82\x3e\xfc" + bytes(0x3EFC)
    return pcap(stream(struct.pack(">I", len(body)) + body, 88, n, 1))


@attack(3)
def socks_by_octets(n):
    return pcap(stream(b"\5\1\0" + b"\5\1\0\3\xff" + b"a" * 16000, 1080, n, 1))


@attack(3)
def rdp_by_octets(n):
    return pcap(stream(b"\3\0\x3f\xff\x0f\xe0\0\0\0\0\0Cookie: mstshash=" + b"a" * 16000, 3389, n, 1))


# --- capture files ---------------------------------------------------------------------------------------------------
@attack(15000)
def interfaces(n):
    return section() + b"".join(interface(i % 400) for i in range(n)) + b"".join(
        enhanced(ethernet(ONE_PACKET), i) for i in range(0, n, 7))


@attack(8000, "--capture-filter", "udp")
def link_types(n):
    return section() + b"".join(interface(i) for i in range(n)) + b"".join(
        enhanced(ONE_PACKET, i * 40503 % n) for i in range(4 * n))


def with_names(n, address, text):
    blocks = (names_block((address(i), text(i)) for i in range(k, min(k + 5000, n))) for k in range(0, n, 5000))
    return section() + interface() + b"".join(blocks) + b"".join(enhanced(udp(CLIENT + i, 1, SERVER, 2)) for i in range(1000))


@attack(30000)
def names_of_addresses(n):
    return with_names(n, lambda i: CLIENT + i, lambda i: b"host-%d.example.com" % i)


@attack(30000)
def names_of_one_address(n):
    return with_names(n, lambda i: SERVER, lambda i: b"host-%d.example.com" % i)


@attack(6000)
def long_names(n):
    return with_names(n, lambda i: SERVER, lambda i: b"%08d" % i + b"x" * 1000)


@attack(3)
def options(n):
    many = option(1, b"") * 1000000
    return section(many) + interface(RAW_IP, many) * n + enhanced(ONE_PACKET)


@attack(8)
def comments(n):
    return section(option(1, b"c" * 65000) * 8) * n + interface() + enhanced(ONE_PACKET)


@attack(80000)
def empty_packets(n):
    return section() + interface() + enhanced(b"") * n


@attack(20000)
def sections(n):
    return (section() + interface() + enhanced(ONE_PACKET)) * n


@attack(4 << 20)
def zeros(n):
    return pcap(()) + bytes(n)


@attack(8 << 20)
def no_packets(n):
    return section() + interface() + block(0xBAD, bytes(48)) * (n // 60) + enhanced(ONE_PACKET)


@attack(8 << 20)
def no_packets_compressed(n):
    return gzip.compress(no_packets(n), 1)

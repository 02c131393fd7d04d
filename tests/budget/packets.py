# SPDX-License-Identifier: GPL-3.0-or-later
"""The pen for attacks: packets, messages and capture files, octet by octet and fast enough for a million of them."""
import struct

CLIENT, SERVER, RESOLVER = 0x0A000001, 0x5DB8D822, 0x08080808
RAW_IP, ETHERNET = 101, 1
SYN, ACK, PUSH = 0x02, 0x10, 0x08


def ipv4(source, destination, protocol, payload, identification=0, fragment=0):
    return struct.pack(">BBHHHBBHII", 0x45, 0, 20 + len(payload), identification & 0xFFFF, fragment, 64, protocol, 0,
                       source & 0xFFFFFFFF, destination & 0xFFFFFFFF) + payload


def udp(source, source_port, destination, destination_port, payload=b""):
    head = struct.pack(">HHHH", source_port & 0xFFFF, destination_port & 0xFFFF, 8 + len(payload), 0)
    return ipv4(source, destination, 17, head + payload)


def tcp(source, source_port, destination, destination_port, sequence, flags, payload=b"", acknowledges=5001):
    head = struct.pack(">HHIIBBHHH", source_port & 0xFFFF, destination_port & 0xFFFF, sequence & 0xFFFFFFFF,
                       acknowledges & 0xFFFFFFFF, 0x50, flags, 65535, 0, 0)
    return ipv4(source, destination, 6, head + payload)


def ethernet(payload, ethertype=0x0800):
    return bytes.fromhex("020000000001020000000002") + struct.pack(">H", ethertype) + payload


def stream(data, port, connections, step):
    """So many connections, on each of which the client says `data`, `step` octets a segment."""
    for k in range(connections):
        client, source_port = CLIENT + k // 50000, 1024 + k % 50000
        yield tcp(client, source_port, SERVER, port, 1000, SYN)
        for at in range(0, len(data), step):
            yield tcp(client, source_port, SERVER, port, 1001 + at, PUSH | ACK, data[at:at + step])


def answered(question, answer, port, connections, step):
    """The same, where the server says `answer`, likewise, after the client's question in one segment."""
    for k in range(connections):
        source_port = 1024 + k
        yield tcp(CLIENT, source_port, SERVER, port, 1000, SYN)
        yield tcp(CLIENT, source_port, SERVER, port, 1001, PUSH | ACK, question)
        for at in range(0, len(answer), step):
            yield tcp(SERVER, port, CLIENT, source_port, 5001 + at, PUSH | ACK, answer[at:at + step],
                      acknowledges=1001 + len(question))


def label(text):
    return bytes([len(text)]) + text


def name(text):
    return b"".join(label(part) for part in text.encode().split(b".")) + b"\0"


def query(identification, question, kind=1):
    return struct.pack(">HHHHHH", identification & 0xFFFF, 0x0100, 1, 0, 0, 0) + question + struct.pack(">HH", kind, 1)


def response(identification, question, records=(), code=0, kind=1):
    """`records` as octets from their owner on."""
    head = struct.pack(">HHHHHH", identification & 0xFFFF, 0x8180 | code, 1, len(records), 0, 0)
    return head + question + struct.pack(">HH", kind, 1) + b"".join(records)


def record(owner, kind, data):
    return owner + struct.pack(">HHIH", kind, 1, 60, len(data)) + data


def pcap(packets, link_type=RAW_IP):
    """A classic file; packets a microsecond apart, or (seconds, packet)."""
    out = [struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 262144, link_type)]
    for i, packet in enumerate(packets):
        seconds, micro = 1600000000 + i // 1000000, i % 1000000
        if isinstance(packet, tuple):
            seconds, packet = packet
        out.append(struct.pack("<IIII", seconds, micro, len(packet), len(packet)))
        out.append(packet)
    return b"".join(out)


def block(kind, body):
    body += b"\0" * (-len(body) % 4)
    length = struct.pack("<I", len(body) + 12)
    return struct.pack("<I", kind) + length + body + length


def section(options=b""):
    return block(0x0A0D0D0A, struct.pack("<IHHq", 0x1A2B3C4D, 1, 0, -1) + options)


def interface(link_type=RAW_IP, options=b""):
    return block(1, struct.pack("<HHI", link_type, 0, 0) + options)


def enhanced(packet, number=0, time=0):
    return block(6, struct.pack("<IIIII", number, time >> 32, time & 0xFFFFFFFF, len(packet), len(packet)) + packet)


def option(code, value):
    return struct.pack("<HH", code, len(value)) + value + b"\0" * (-len(value) % 4)


def names_block(names):
    """A Name Resolution Block of (address, name)."""
    records = (struct.pack("<HHI", 1, 5 + len(text), address) + text + b"\0" + b"\0" * (-(len(text) + 5) % 4)
               for address, text in names)
    return block(4, b"".join(records) + bytes(4))

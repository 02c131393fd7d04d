# SPDX-License-Identifier: GPL-3.0-or-later
"""Small captures, made octet for octet."""
import socket
import struct


def checksum(octets):
    if len(octets) % 2:
        octets += b"\0"
    total = sum(struct.unpack(f">{len(octets) // 2}H", octets))
    while total >> 16:
        total = (total & 0xffff) + (total >> 16)
    return total ^ 0xffff


def ipv4(source, destination, protocol, payload):
    head = struct.pack(">BBHHHBBH4s4s", 0x45, 0, 20 + len(payload), 0, 0, 64, protocol, 0, socket.inet_aton(source),
                       socket.inet_aton(destination))
    head = head[:10] + struct.pack(">H", checksum(head)) + head[12:]
    return b"\x02\0\0\0\0\x02\x02\0\0\0\0\x01\x08\0" + head + payload


def udp(source, sport, destination, dport, payload):
    return ipv4(source, destination, 17, struct.pack(">HHHH", sport, dport, 8 + len(payload), 0) + payload)


def tcp(source, sport, destination, dport, flags, sequence=0, acknowledged=0, payload=b""):
    return ipv4(source, destination, 6, struct.pack(">HHIIBBHHH", sport, dport, sequence, acknowledged, 5 << 4, flags,
                                                    1000, 0, 0) + payload)


FIN, SYN, RST, PSH, ACK = 1, 2, 4, 8, 16


def name_octets(name):
    return b"".join(bytes([len(label)]) + label.encode() for label in name.split(".")) + b"\0"


def dns(identification, name, addresses=None):
    """A query for addresses, or with `addresses` its answer."""
    answers = addresses or []
    message = struct.pack(">HHHHHH", identification, 0x8180 if addresses is not None else 0x0100, 1, len(answers), 0, 0)
    message += name_octets(name) + struct.pack(">HH", 1, 1)
    for address in answers:
        message += struct.pack(">HHHIH", 0xc00c, 1, 1, 60, 4) + socket.inet_aton(address)
    return message


def asked(start, client, name, address, identification=7):
    """A name is asked for and answered: frames with their times."""
    return [(start, udp(client, 50000, "10.0.2.3", 53, dns(identification, name))),
            (start + 0.5, udp("10.0.2.3", 53, client, 50000, dns(identification, name, [address])))]


def connected(start, client, server, cport=40000, sport=443):
    """The three packets that open a connection."""
    return [(start, tcp(client, cport, server, sport, SYN)),
            (start + 0.1, tcp(server, sport, client, cport, SYN | ACK, 0, 1)),
            (start + 0.2, tcp(client, cport, server, sport, ACK, 1, 1))]


def pcap(path, frames, snap_length=262144):
    with open(path, "wb") as out:
        out.write(struct.pack("<IHHIIII", 0xa1b2c3d4, 2, 4, 0, 0, snap_length, 1))
        for time, frame in frames:
            out.write(struct.pack("<IIII", int(time), round(time % 1 * 1e6), len(frame), len(frame)) + frame)
    return str(path)

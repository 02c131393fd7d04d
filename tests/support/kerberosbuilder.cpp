// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/kerberosbuilder.h"

namespace weir::test {
namespace {

void add(Octets& to, const Octets& more) { to.insert(to.end(), more.begin(), more.end()); }

Octets member(unsigned number, const Octets& value) { return der(0xa0 | number, value); }
Octets generalString(const std::string& text) { return der(0x1b, asBytes(text)); }

Octets principal(const std::vector<std::string>& parts) {
    Octets names;
    for (const std::string& part : parts) add(names, generalString(part));
    return derSequenceOf({member(0, derNumberOf(1)), member(1, der(0x30, names))});
}

Octets encrypted(int type) {
    return derSequenceOf(
        {member(0, derNumberOf(type)), member(1, derNumberOf(2)), member(2, der(0x04, Octets(40, 0x5a)))});
}

}  // namespace

Octets der(unsigned tag, Bytes value) {
    OctetWriter out;
    out.u8(tag);
    if (value.size() < 0x80)
        out.u8(static_cast<unsigned>(value.size()));
    else
        out.u8(0x82).u16(static_cast<unsigned>(value.size()));
    return out.bytes(value).done();
}

Octets derSequenceOf(std::initializer_list<Octets> members) {
    Octets inside;
    for (const Octets& each : members) add(inside, each);
    return der(0x30, inside);
}

Octets derNumberOf(int value) {
    OctetWriter out;
    if (value >= -128 && value < 128)
        out.u8(static_cast<unsigned>(value) & 0xff);
    else
        out.u16(static_cast<unsigned>(value) & 0xffff);
    return der(0x02, out.done());
}

Octets kerberosRequest(const KerberosRequest& request) {
    Octets body = member(0, der(0x03, Octets{0, 0x40, 0x81, 0, 0x10}));
    if (!request.cname.empty())
        add(body, member(1, principal(request.cname)));
    add(body, member(2, generalString(request.realm)));
    if (!request.sname.empty())
        add(body, member(3, principal(request.sname)));
    add(body, member(5, der(0x18, asBytes("20370913024805Z"))));
    add(body, member(7, derNumberOf(77)));
    Octets types;
    for (const int type : request.encryptionTypes) add(types, derNumberOf(type));
    add(body, member(8, der(0x30, types)));
    if (!request.hostName.empty()) {
        std::string padded = request.hostName;
        padded.resize(15, ' ');
        padded += ' ';
        add(body, member(9, derSequenceOf(
                                {derSequenceOf({member(0, derNumberOf(20)), member(1, der(0x04, asBytes(padded)))})})));
    }
    Octets proofs;
    for (const int type : request.preAuthentication)
        add(proofs, derSequenceOf({member(1, derNumberOf(type)), member(2, der(0x04, Octets(12, 1)))}));
    Octets whole = member(1, derNumberOf(5));
    add(whole, member(2, derNumberOf(static_cast<int>(request.type))));
    if (!proofs.empty())
        add(whole, member(3, der(0x30, proofs)));
    add(whole, member(4, der(0x30, body)));
    return der(0x60 | request.type, der(0x30, whole));
}

Octets kerberosReply(const KerberosReply& reply) {
    const Octets ticket =
        der(0x61, derSequenceOf({member(0, derNumberOf(5)), member(1, generalString(reply.realm)),
                                 member(2, principal(reply.sname)), member(3, encrypted(reply.ticketEncryption))}));
    return der(0x60 | reply.type,
               derSequenceOf({member(0, derNumberOf(5)), member(1, derNumberOf(static_cast<int>(reply.type))),
                              member(3, generalString(reply.clientRealm)), member(4, principal(reply.cname)),
                              member(5, ticket), member(6, encrypted(reply.replyEncryption))}));
}

Octets kerberosError(int code, const std::string& realm, const std::vector<std::string>& sname,
                     const std::vector<std::string>& cname) {
    Octets whole = member(0, derNumberOf(5));
    add(whole, member(1, derNumberOf(30)));
    add(whole, member(4, der(0x18, asBytes("20370913024805Z"))));
    add(whole, member(5, derNumberOf(0)));
    add(whole, member(6, derNumberOf(code)));
    if (!cname.empty()) {
        add(whole, member(7, generalString(realm)));
        add(whole, member(8, principal(cname)));
    }
    add(whole, member(9, generalString(realm)));
    add(whole, member(10, principal(sname)));
    return der(0x7e, der(0x30, whole));
}

Octets overTcp(const Octets& message) { return OctetWriter().u32(message.size()).bytes(message).done(); }

}  // namespace weir::test

// SPDX-License-Identifier: GPL-3.0-or-later
// A frame of any link type: the record and the tree of fields stay inside it, and within their limits.
#include "core/detail/field.h"
#include "core/detail/infoline.h"
#include "core/detail/layers.h"
#include "core/dissect/dissector.h"
#include "fuzz/fuzz.h"

namespace weir::fuzz {
namespace {

std::size_t checkFields(const std::vector<detail::Field>& fields, std::size_t captured) {
    std::size_t count = fields.size();
    for (const detail::Field& field : fields) {
        check(!field.name.empty(), "a field has a name");
        check(field.value.size() <= detail::maximumValue, "a value is not longer than values are");
        check(field.offset <= captured && field.length <= captured - field.offset, "a field lies in its frame");
        for (const char c : field.value)
            check(static_cast<unsigned char>(c) >= 0x20 && c != 0x7f, "a value is one line without controls");
        count += checkFields(field.children, captured);
    }
    return count;
}

}  // namespace

void dissectFrame(Bytes input) {
    Input from(input);
    Frame frame;
    frame.linkType = static_cast<std::uint16_t>(from.u16());
    const unsigned more = from.u8();
    const Bytes octets = from.rest();
    frame.data = octets.data();
    frame.captured = static_cast<std::uint32_t>(octets.size());
    frame.original = frame.captured + more;
    for (const bool inner : {false, true}) {
        const dissect::PacketRecord record = dissect::dissect(frame, inner);
        check(record.networkOffset <= frame.captured && record.transportOffset <= frame.captured,
              "headers lie in the frame");
        check(record.payloadOffset <= frame.captured && record.payloadLength <= frame.captured - record.payloadOffset,
              "a payload lies in the frame");
        check(record.payloadLength <= record.payloadOriginal || record.payloadOriginal == 0,
              "no more was captured than sent");
        detail::infoLine(frame, record);
    }
    const std::vector<detail::Field> layers = detail::layersOf(frame, 1);
    check(checkFields(layers, frame.captured) <= detail::maximumFields + 1, "there are not more fields than may be");
    check(layers.size() <= detail::maximumLayers + 1, "nor layers");
    detail::treeText(layers);
}

}  // namespace weir::fuzz

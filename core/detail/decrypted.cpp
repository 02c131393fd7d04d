// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detail/decrypted.h"

#include <functional>

#include "core/detail/describers.h"

namespace weir::detail {

Field decryptedLayer(Bytes octets) {
    Tree tree(octets);
    if (!describeHttp(tree, 0, octets.size())) {
        FieldReader fields(tree, "data", 0, octets.size());
        fields.note("text", textValue(asText(octets)));
        fields.raw().seek(octets.size());
        tree.add(fields.finish(std::to_string(octets.size()) + (octets.size() == 1 ? " byte" : " bytes")));
    }
    Field out{"decrypted", std::to_string(octets.size()) + " bytes, opened with the keys of this capture"};
    out.children = tree.take();
    const std::function<void(Field&)> withoutPlace = [&](Field& field) {
        field.offset = field.length = 0;
        for (Field& child : field.children) withoutPlace(child);
    };
    withoutPlace(out);
    return out;
}

}  // namespace weir::detail

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detail/fieldreader.h"

#include <algorithm>
#include <cstdio>

#include "core/base/text.h"

namespace weir::detail {

std::string hexText(std::uint64_t value, unsigned digits) {
    char buffer[24];
    std::snprintf(buffer, sizeof buffer, "0x%0*llx", static_cast<int>(digits), static_cast<unsigned long long>(value));
    return buffer;
}

std::string hexOctets(Bytes octets) {
    constexpr std::size_t shown = 32;
    std::string out;
    for (std::size_t i = 0; i < std::min(shown, octets.size()); ++i) {
        char buffer[4];
        std::snprintf(buffer, sizeof buffer, i == 0 ? "%02x" : ":%02x", octets[i]);
        out += buffer;
    }
    return octets.size() > shown ? out + "…" : out;
}

std::string textValue(std::string_view text) {
    constexpr std::size_t shown = 500;
    std::string out = printable(text.substr(0, std::min(text.size(), shown)));
    if (out.size() > maximumValue - 3) {
        std::size_t end = maximumValue - 3;
        while (end > 0 && (static_cast<unsigned char>(out[end]) & 0xc0) == 0x80) --end;
        out.resize(end);
        return out + "…";
    }
    return text.size() > shown ? out + "…" : out;
}

void Tree::add(Field layer) {
    m_full = m_full || m_layers.size() == maximumLayers - 1;
    if (m_layers.size() < maximumLayers - 1)
        m_layers.push_back(std::move(layer));
}

bool Tree::spend() {
    if (m_left == 0) {
        m_full = true;
        return false;
    }
    --m_left;
    return true;
}

std::vector<Field> Tree::take() {
    if (m_full)
        m_layers.push_back({"more", "further fields are not shown", 0, 0});
    return std::move(m_layers);
}

FieldReader::FieldReader(Tree& tree, std::string name, std::size_t begin, std::size_t end)
    : m_tree(tree), m_reader(tree.frame().first(std::min(end, tree.frame().size()))) {
    m_field.name = std::move(name);
    m_field.offset = static_cast<std::uint32_t>(std::min(begin, tree.frame().size()));
    m_reader.seek(begin);
}

std::uint64_t FieldReader::number(std::string_view name, unsigned size) {
    const std::uint64_t value = size == 1 ? m_reader.u8() : size == 2 ? m_reader.u16() : m_reader.u32();
    last(name, std::to_string(value), size);
    return value;
}

std::uint64_t FieldReader::hex(std::string_view name, unsigned size) {
    std::uint64_t value = 0;
    for (unsigned i = 0; i < size; ++i) value = value << 8 | m_reader.u8();
    last(name, hexText(value, size * 2), size);
    return value;
}

IpAddress FieldReader::address(std::string_view name, unsigned version) {
    const std::size_t size = version == 4 ? 4 : 16;
    const IpAddress value = IpAddress::fromBytes(m_reader.bytes(size));
    last(name, value.toString(), size);
    return value;
}

Bytes FieldReader::octets(std::string_view name, std::size_t count) {
    const Bytes value = m_reader.bytes(count);
    last(name, hexOctets(value), count);
    return value;
}

void FieldReader::last(std::string_view name, std::string value, std::size_t back) {
    if (!failed())
        show(name, std::move(value), position() - std::min(back, position()), back);
}

void FieldReader::show(std::string_view name, std::string value, std::size_t offset, std::size_t length) {
    add({std::string(name), std::move(value), static_cast<std::uint32_t>(offset), static_cast<std::uint32_t>(length)});
}

void FieldReader::add(Field child) {
    if (m_tree.spend())
        m_field.children.push_back(std::move(child));
}

FieldReader FieldReader::child(std::string name, std::size_t count) const {
    const std::size_t end = std::min(m_reader.whole().size(), position() + std::min(count, m_reader.remaining()));
    return {m_tree, std::move(name), position(), end};
}

Field FieldReader::finish(std::string value) {
    const std::size_t end = failed() ? m_reader.whole().size() : position();
    if (failed())
        show("cut", "the rest of it is not there", end, 0);
    m_field.length = static_cast<std::uint32_t>(std::max<std::size_t>(end, m_field.offset) - m_field.offset);
    m_field.value = std::move(value);
    return std::move(m_field);
}

}  // namespace weir::detail

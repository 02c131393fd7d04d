// SPDX-License-Identifier: GPL-3.0-or-later
// Reading and showing in one go, so that no field is read without being shown. Used by this layer alone.
#pragma once

#include <optional>

#include "core/base/address.h"
#include "core/detail/field.h"

namespace weir::detail {

std::string hexText(std::uint64_t value, unsigned digits);  ///< "0x9257"
std::string hexOctets(Bytes octets);                        ///< "de:ad:be:ef", shortened with …
std::string textValue(std::string_view text);               ///< printable, shortened with …

/// The layers of a frame as they grow. Counts the fields; there is room left for layers, so that none is lost with what
/// was read of it.
class Tree {
public:
    explicit Tree(Bytes frame) : m_frame(frame) {}
    Bytes frame() const { return m_frame; }
    void add(Field layer);
    /// One field more below a layer; false where there are too many.
    bool spend();
    std::vector<Field> take();

private:
    Bytes m_frame;
    std::vector<Field> m_layers;
    std::size_t m_left = maximumFields - maximumLayers;
    bool m_full = false;
};

/// A cursor over a part of the frame that adds a child to a field for everything that it reads. Positions are those in
/// the frame.
class FieldReader {
public:
    /// A field that begins at `begin` and cannot reach past `end`.
    FieldReader(Tree& tree, std::string name, std::size_t begin, std::size_t end);

    // Each reads a number, adds it as a child, and returns it. Nothing is added (and 0 returned) where it is cut off.
    std::uint8_t u8(std::string_view name) { return static_cast<std::uint8_t>(number(name, 1)); }
    std::uint16_t u16(std::string_view name) { return static_cast<std::uint16_t>(number(name, 2)); }
    std::uint32_t u32(std::string_view name) { return static_cast<std::uint32_t>(number(name, 4)); }
    /// In hexadecimal, with `size` octets.
    std::uint64_t hex(std::string_view name, unsigned size);
    IpAddress address(std::string_view name, unsigned version);
    Bytes octets(std::string_view name, std::size_t count);  ///< as "de:ad:be:ef"

    /// A field of what was read last, `back` octets long.
    void last(std::string_view name, std::string value, std::size_t back);
    void show(std::string_view name, std::string value, std::size_t offset, std::size_t length);
    void note(std::string_view name, std::string value) { show(name, std::move(value), position(), 0); }
    void add(Field child);

    ByteReader& raw() { return m_reader; }
    std::size_t position() const { return m_reader.position(); }
    std::size_t begin() const { return m_field.offset; }
    bool failed() const { return m_reader.failed(); }
    Tree& tree() { return m_tree; }
    /// A reader of a child that begins where this one stands and may take `count` octets.
    FieldReader child(std::string name, std::size_t count) const;

    /// The field, up to where the cursor stands; to its end where something was cut off.
    Field finish(std::string value);

private:
    std::uint64_t number(std::string_view name, unsigned size);

    Tree& m_tree;
    ByteReader m_reader;
    Field m_field;
};

}  // namespace weir::detail

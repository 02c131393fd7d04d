// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detail/checksum.h"

#include "core/detail/fieldreader.h"

namespace weir::detail {
namespace {

std::uint16_t folded(std::uint64_t sum) {
    while (sum >> 16 != 0) sum = (sum & 0xffff) + (sum >> 16);
    return static_cast<std::uint16_t>(sum);
}

}  // namespace

std::uint64_t sumOf(Bytes octets) {
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < octets.size(); ++i) sum += i % 2 == 0 ? std::uint64_t{octets[i]} << 8 : octets[i];
    return sum;
}

std::uint64_t pseudoSum(const IpAddress& source, const IpAddress& destination, std::uint8_t protocol,
                        std::uint64_t length) {
    const auto half = [](std::uint64_t value) {
        return (value & 0xffff) + (value >> 16 & 0xffff) + (value >> 32 & 0xffff) + (value >> 48);
    };
    return half(source.high) + half(source.low) + half(destination.high) + half(destination.low) + protocol +
           half(length);
}

std::string judged(Bytes octets, std::size_t at, std::uint64_t pseudo) {
    const std::uint64_t sum = sumOf(octets) + pseudo;
    const auto found = static_cast<std::uint16_t>(octets[at] << 8 | octets[at + 1]);
    const std::string text = hexText(found, 4);
    if (folded(sum) == 0xffff)
        return text + " (correct)";
    const auto expected = static_cast<std::uint16_t>(~folded(sum - found));
    if (pseudo != 0 && found == folded(pseudo))
        return text + " (wrong, should be " + hexText(expected, 4) + "; left to the sender's network card)";
    return text + " (wrong, should be " + hexText(expected, 4) + ")";
}

std::string notChecked(std::uint16_t found, std::string_view reason) {
    return hexText(found, 4) + " (not checked: " + std::string(reason) + ")";
}

}  // namespace weir::detail

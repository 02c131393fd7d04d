// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers: IANA's registry of TLS cipher suites; 3DES, and DH and ECDH with fixed keys, for captures of old programs.
#include "core/decrypt/ciphersuite.h"

#include <algorithm>
#include <initializer_list>

namespace weir::decrypt {
namespace {

struct Group {
    CipherSuite suite;
    std::initializer_list<std::uint16_t> numbers;
};

const Group groups[] = {
    {{"DES-EDE3-CBC", "SHA1", "SHA256", Sealing::cbc, 24, 20, 8},
     {0x000a, 0x000d, 0x0010, 0x0013, 0x0016, 0x001b, 0x008b, 0x008f, 0x0093, 0xc003, 0xc008, 0xc00d, 0xc012, 0xc017,
      0xc01a, 0xc01b, 0xc01c, 0xc034}},
    {{"AES-128-CBC", "SHA1", "SHA256", Sealing::cbc, 16, 20, 16},
     {0x002f, 0x0030, 0x0031, 0x0032, 0x0033, 0x0034, 0x008c, 0x0090, 0x0094, 0xc004, 0xc009, 0xc00e, 0xc013, 0xc018,
      0xc01d, 0xc01e, 0xc01f, 0xc035}},
    {{"AES-128-CBC", "SHA256", "SHA256", Sealing::cbc, 16, 32, 16},
     {0x003c, 0x003e, 0x003f, 0x0040, 0x0067, 0x006c, 0x00ae, 0x00b2, 0x00b6, 0xc023, 0xc025, 0xc027, 0xc029, 0xc037}},
    {{"AES-256-CBC", "SHA1", "SHA256", Sealing::cbc, 32, 20, 16},
     {0x0035, 0x0036, 0x0037, 0x0038, 0x0039, 0x003a, 0x008d, 0x0091, 0x0095, 0xc005, 0xc00a, 0xc00f, 0xc014, 0xc019,
      0xc020, 0xc021, 0xc022, 0xc036}},
    {{"AES-256-CBC", "SHA256", "SHA256", Sealing::cbc, 32, 32, 16}, {0x003d, 0x0068, 0x0069, 0x006a, 0x006b, 0x006d}},
    {{"AES-256-CBC", "SHA384", "SHA384", Sealing::cbc, 32, 48, 16},
     {0x00af, 0x00b3, 0x00b7, 0xc024, 0xc026, 0xc028, 0xc02a, 0xc038}},
    {{"AES-128-CCM", nullptr, "SHA256", Sealing::ccm, 16, 16, 0}, {0x1304, 0xc09c, 0xc09e, 0xc0a4, 0xc0a6, 0xc0ac}},
    {{"AES-256-CCM", nullptr, "SHA256", Sealing::ccm, 32, 16, 0}, {0xc09d, 0xc09f, 0xc0a5, 0xc0a7, 0xc0ad}},
    {{"AES-128-CCM", nullptr, "SHA256", Sealing::ccm, 16, 8, 0}, {0x1305, 0xc0a0, 0xc0a2, 0xc0a8, 0xc0aa, 0xc0ae}},
    {{"AES-256-CCM", nullptr, "SHA256", Sealing::ccm, 32, 8, 0}, {0xc0a1, 0xc0a3, 0xc0a9, 0xc0ab, 0xc0af}},
    {{"AES-128-GCM", nullptr, "SHA256", Sealing::gcm, 16, 16, 0},
     {0x009c, 0x009e, 0x00a0, 0x00a2, 0x00a4, 0x00a6, 0x00a8, 0x00aa, 0x00ac, 0x1301, 0xc02b, 0xc02d, 0xc02f, 0xc031}},
    {{"AES-256-GCM", nullptr, "SHA384", Sealing::gcm, 32, 16, 0},
     {0x009d, 0x009f, 0x00a1, 0x00a3, 0x00a5, 0x00a7, 0x00a9, 0x00ab, 0x00ad, 0x1302, 0xc02c, 0xc02e, 0xc030, 0xc032}},
    {{"ARIA-128-GCM", nullptr, "SHA256", Sealing::gcm, 16, 16, 0},
     {0xc050, 0xc052, 0xc056, 0xc05c, 0xc060, 0xc06a, 0xc06c, 0xc06e}},
    {{"ARIA-256-GCM", nullptr, "SHA384", Sealing::gcm, 32, 16, 0},
     {0xc051, 0xc053, 0xc057, 0xc05d, 0xc061, 0xc06b, 0xc06d, 0xc06f}},
    {{"ChaCha20-Poly1305", nullptr, "SHA256", Sealing::chacha20, 32, 16, 0},
     {0x1303, 0xcca8, 0xcca9, 0xccaa, 0xccab, 0xccac, 0xccad, 0xccae}},
    {{"CAMELLIA-128-CBC", "SHA1", "SHA256", Sealing::cbc, 16, 20, 16}, {0x0041, 0x0044, 0x0045, 0x0046}},
    {{"CAMELLIA-128-CBC", "SHA256", "SHA256", Sealing::cbc, 16, 32, 16},
     {0x00ba, 0x00bd, 0x00be, 0x00bf, 0xc072, 0xc076, 0xc094, 0xc096, 0xc098, 0xc09a}},
    {{"CAMELLIA-256-CBC", "SHA1", "SHA256", Sealing::cbc, 32, 20, 16}, {0x0084, 0x0087, 0x0088, 0x0089}},
    {{"CAMELLIA-256-CBC", "SHA256", "SHA256", Sealing::cbc, 32, 32, 16}, {0x00c0, 0x00c3, 0x00c4, 0x00c5}},
    {{"CAMELLIA-256-CBC", "SHA384", "SHA384", Sealing::cbc, 32, 48, 16},
     {0xc073, 0xc077, 0xc095, 0xc097, 0xc099, 0xc09b}},
    {{nullptr, "MD5", "SHA256", Sealing::mac, 0, 16, 0}, {0x0001}},
    {{nullptr, "SHA1", "SHA256", Sealing::mac, 0, 20, 0},
     {0x0002, 0x002c, 0x002d, 0x002e, 0xc006, 0xc010, 0xc015, 0xc039}},
    {{nullptr, "SHA256", "SHA256", Sealing::mac, 0, 32, 0}, {0x003b, 0x00b0, 0x00b4, 0x00b8, 0xc03a}},
    {{nullptr, "SHA384", "SHA384", Sealing::mac, 0, 48, 0}, {0x00b1, 0x00b5, 0x00b9, 0xc03b}},
};

}  // namespace

const CipherSuite* findCipherSuite(std::uint16_t number) {
    for (const Group& group : groups)
        if (std::find(group.numbers.begin(), group.numbers.end(), number) != group.numbers.end())
            return &group.suite;
    return nullptr;
}

}  // namespace weir::decrypt

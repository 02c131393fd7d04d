// SPDX-License-Identifier: GPL-3.0-or-later
// The door through which libFuzzer comes in, to the target WEIR_FUZZ_TARGET.
#include "fuzz/targets.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const weir::fuzz::Target* const target = weir::fuzz::findTarget(WEIR_FUZZ_TARGET);
    weir::fuzz::check(target != nullptr, "the target exists");
    target->run({data, size});
    return 0;
}

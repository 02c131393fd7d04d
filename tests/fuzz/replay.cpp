// SPDX-License-Identifier: GPL-3.0-or-later
// Runs kept inputs through their targets, with any compiler. Each may take ten seconds of the processor.
//
//   fuzz_replay CORPUS [TARGET...]           every input of the folder
//   fuzz_replay TARGET FILE...               these inputs
//   fuzz_replay --mutate SECONDS SEED CORPUS TARGET
//                                           changed at random: what libFuzzer does better, where there is no clang. The
//                                           input at hand lies in the file `mutated`
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <random>

#include "fuzz/targets.h"

namespace {

using namespace weir;
namespace files = std::filesystem;

void giveTime(rlim_t seconds) {
    rusage used{};
    getrusage(RUSAGE_SELF, &used);
    const rlim_t until = static_cast<rlim_t>(used.ru_utime.tv_sec + used.ru_stime.tv_sec) + seconds;
    const rlimit limit{until, RLIM_INFINITY};
    setrlimit(RLIMIT_CPU, &limit);
}

void runFile(const fuzz::Target& target, const files::path& path) {
    std::ifstream in(path, std::ios::binary);
    const std::string octets{std::istreambuf_iterator<char>(in), {}};
    giveTime(10);
    // Whoever sees the program end here knows by which input.
    std::cerr << target.name << ' ' << path.string() << '\n';
    target.run(asBytes(octets));
}

std::size_t runFolder(const fuzz::Target& target, const files::path& folder) {
    std::vector<files::path> inputs;
    if (files::is_directory(folder))
        inputs.assign(files::directory_iterator(folder), files::directory_iterator());
    std::sort(inputs.begin(), inputs.end());
    target.run({});
    for (const files::path& input : inputs) runFile(target, input);
    return inputs.size();
}

/// One input made of two: octets changed, dropped, doubled, or taken from the other.
std::string mutated(const std::vector<std::string>& inputs, std::mt19937_64& random) {
    std::string out = inputs[random() % inputs.size()];
    const std::string& other = inputs[random() % inputs.size()];
    for (std::uint64_t changes = random() % 6 + 1; changes > 0; --changes) {
        static constexpr unsigned char edges[] = {0, 1, 0x7f, 0x80, 0xff, '\n', ' ', '=', '&'};
        const std::size_t at = out.empty() ? 0 : random() % out.size(), length = random() % 16 + 1;
        switch (random() % 7) {
            case 0:
                out.erase(at, length);
                break;
            case 1:
                out.insert(at, out.substr(random() % (out.size() + 1), random() % 2 == 0 ? length : length * 16));
                break;
            case 2:
                out.insert(at, other.substr(other.empty() ? 0 : random() % other.size(), length * 8));
                break;
            case 3:
                out.insert(at, 1, static_cast<char>(random()));
                break;
            case 4:
                if (!out.empty())
                    out[at] = static_cast<char>(edges[random() % std::size(edges)]);
                break;
            default:
                if (!out.empty())
                    out[at] = static_cast<char>(random() % 2 == 0 ? random() : out[at] ^ 1 << random() % 8);
        }
    }
    constexpr std::size_t most = 65536;
    out.resize(std::min(out.size(), most));
    return out;
}

int mutate(const fuzz::Target& target, const files::path& folder, std::chrono::seconds time, std::uint64_t seed) {
    std::vector<std::string> inputs;
    for (const files::directory_entry& entry : files::directory_iterator(folder)) {
        std::ifstream in(entry.path(), std::ios::binary);
        inputs.emplace_back(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
    }
    std::sort(inputs.begin(), inputs.end());
    std::mt19937_64 random(seed);
    std::uint64_t runs = 0;
    for (const auto until = std::chrono::steady_clock::now() + time; std::chrono::steady_clock::now() < until; ++runs) {
        const std::string input = mutated(inputs, random);
        std::ofstream("mutated", std::ios::binary) << input;
        giveTime(10);
        target.run(asBytes(input));
    }
    std::cout << target.name << ": " << runs << " runs\n";
    return 0;
}

}  // namespace

int main(int count, char** arguments) {
    const std::vector<std::string> words(arguments + 1, arguments + count);
    if (words.empty()) {
        std::cerr << "fuzz_replay CORPUS [TARGET...], or fuzz_replay TARGET FILE...\n";
        return 2;
    }
    if (words[0] == "--mutate" && words.size() == 5) {
        const fuzz::Target* const target = fuzz::findTarget(words[4]);
        return target == nullptr ? 2
                                 : mutate(*target, files::path(words[3]) / words[4],
                                          std::chrono::seconds(std::stoi(words[1])), std::stoull(words[2]));
    }
    if (const fuzz::Target* target = fuzz::findTarget(words[0])) {
        for (std::size_t i = 1; i < words.size(); ++i) runFile(*target, words[i]);
        return 0;
    }
    bool any = false;
    for (const fuzz::Target& target : fuzz::targets()) {
        if (words.size() > 1 && std::find(words.begin() + 1, words.end(), target.name) == words.end())
            continue;
        any = true;
        const std::size_t inputs = runFolder(target, files::path(words[0]) / target.name);
        std::cout << target.name << ": " << inputs << " inputs\n";
        if (inputs == 0)
            return 1;
    }
    return any ? 0 : 2;
}

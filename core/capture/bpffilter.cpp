// SPDX-License-Identifier: GPL-3.0-or-later
// libpcap compiles a filter for one link type; a capture may have many, so programs are made as link types turn up.
#include "core/capture/bpffilter.h"

#include <pcap/pcap.h>

#include <map>
#include <optional>

#include "core/capture/filternames.h"
#include "core/capture/limits.h"
#include "core/capture/reader.h"

namespace weir::capture {
namespace {

class Program {
public:
    /// Null with `why` set where libpcap refuses.
    static std::unique_ptr<Program> compile(const std::string& text, std::uint16_t linkType, std::string& why) {
        const std::unique_ptr<pcap_t, void (*)(pcap_t*)> handle(
            pcap_open_dead(dataLinkOf(linkType), static_cast<int>(limits::packet)), pcap_close);
        if (!handle) {
            why = "out of memory";
            return nullptr;
        }
        std::unique_ptr<Program> program(new Program);
        if (pcap_compile(handle.get(), &program->m_code, text.c_str(), 1, PCAP_NETMASK_UNKNOWN) != 0) {
            why = pcap_geterr(handle.get());
            return nullptr;
        }
        return program;
    }
    Program(const Program&) = delete;
    Program& operator=(const Program&) = delete;
    ~Program() { pcap_freecode(&m_code); }

    bool matches(const Frame& frame) const {
        pcap_pkthdr header{};
        header.caplen = frame.captured;
        header.len = frame.original;
        return pcap_offline_filter(&m_code, &header, frame.data) != 0;
    }

private:
    Program() = default;
    bpf_program m_code{};
};

}  // namespace

struct BpfFilter::Programs {
    /// By link type; null where the text means nothing on it.
    std::map<std::uint16_t, std::unique_ptr<Program>> made;
    const Program* last = nullptr;  ///< for `lastLinkType`, which most frames have
    std::optional<std::uint16_t> lastLinkType;
};

BpfFilter::BpfFilter(std::string text) : m_text(std::move(text)), m_programs(std::make_unique<Programs>()) {}
BpfFilter::BpfFilter(BpfFilter&&) noexcept = default;
BpfFilter& BpfFilter::operator=(BpfFilter&&) noexcept = default;
BpfFilter::~BpfFilter() = default;
BpfFilter BpfFilter::clone() const { return BpfFilter(m_text); }

Result<BpfFilter> BpfFilter::compile(std::string text) {
    constexpr std::size_t longest = 16'384;
    if (text.size() > longest)
        return Error::of(ErrorKind::tooLarge, "a capture filter of more than %1 characters", {std::to_string(longest)});
    if (text.find('\0') != std::string::npos)
        return Error::of(ErrorKind::invalid, "a capture filter with a NUL character");
    if (const auto name = hostNameIn(text))
        return Error::of(ErrorKind::invalid,
                         "\"%1\" in the capture filter is a name; names are not looked up: give the address", {*name});
    BpfFilter filter(std::move(text));
    std::string why;
    constexpr std::uint16_t ethernet = 1;
    constexpr std::uint16_t rawIp = 101;
    if (auto program = Program::compile(filter.m_text, ethernet, why)) {
        filter.m_programs->made.emplace(ethernet, std::move(program));
        return filter;
    }
    std::string ignored;
    if (auto program = Program::compile(filter.m_text, rawIp, ignored)) {
        filter.m_programs->made.emplace(rawIp, std::move(program));
        return filter;
    }
    return Error::of(ErrorKind::invalid, "capture filter: %1", {why});
}

bool BpfFilter::matches(const Frame& frame) {
    if (frame.flags & FrameFlag::noInterface)
        return false;
    Programs& programs = *m_programs;
    if (programs.lastLinkType != frame.linkType) {
        const auto [entry, isNew] = programs.made.try_emplace(frame.linkType);
        std::string ignored;
        if (isNew)
            entry->second = Program::compile(m_text, frame.linkType, ignored);
        programs.last = entry->second.get();
        programs.lastLinkType = frame.linkType;
    }
    return programs.last != nullptr && programs.last->matches(frame);
}

}  // namespace weir::capture

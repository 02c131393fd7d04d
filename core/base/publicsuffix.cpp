// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/publicsuffix.h"

#include <libpsl.h>

namespace weir {

struct PublicSuffixes::List {
    psl_ctx_t* context = nullptr;
    ~List() { psl_free(context); }
};

PublicSuffixes::PublicSuffixes(std::unique_ptr<List> list) : m_list(std::move(list)) {}
PublicSuffixes::~PublicSuffixes() = default;

std::shared_ptr<const PublicSuffixes> PublicSuffixes::system() {
    auto list = std::make_unique<List>();
    list->context = psl_latest(nullptr);
    return std::make_shared<const PublicSuffixes>(std::move(list));
}

Result<std::shared_ptr<const PublicSuffixes>> PublicSuffixes::load(const std::string& path) {
    auto list = std::make_unique<List>();
    list->context = psl_load_file(path.c_str());
    if (!list->context || psl_suffix_count(list->context) == 0)
        return Error::of(ErrorKind::invalid, "not a public suffix list that can be read").in(path);
    return std::make_shared<const PublicSuffixes>(std::move(list));
}

bool PublicSuffixes::isSuffix(const char* name, int sections) const {
    return m_list->context && psl_is_public_suffix2(m_list->context, name, sections | PSL_TYPE_NO_STAR_RULE) != 0;
}

// The label before the longest suffix that these sections list. The walk is ours because libpsl's own takes the private
// section too.
std::string PublicSuffixes::domainBelow(std::string_view name, int sections) const {
    const std::string text(name);
    if (text.empty() || text == "." || text.size() > 1024 || text.find('\\') != std::string::npos)
        return {};
    std::size_t previous = std::string::npos;
    for (std::size_t at = 0;;) {
        if (isSuffix(text.c_str() + at, sections))
            return previous == std::string::npos ? std::string{} : text.substr(previous);
        previous = at;
        const std::size_t dot = text.find('.', at);
        if (dot == std::string::npos)
            return {};
        at = dot + 1;
    }
}

std::string PublicSuffixes::registrableDomain(std::string_view name) const { return domainBelow(name, PSL_TYPE_ICANN); }

std::string PublicSuffixes::guestDomain(std::string_view name) const {
    std::string domain = domainBelow(name, PSL_TYPE_ICANN | PSL_TYPE_PRIVATE);
    return domain.empty() ? registrableDomain(name) : domain;
}

bool PublicSuffixes::hasGuests(std::string_view name) const {
    return hasPublicTopLevel(name) && isSuffix(std::string(name).c_str(), PSL_TYPE_PRIVATE);
}

bool PublicSuffixes::isUnderPrivateSuffix(std::string_view name) const {
    if (name.empty() || name.size() > 1024 || !m_list->context)
        return false;
    const std::string text(name);
    for (std::size_t at = 0; at != std::string::npos; at = text.find('.', at)) {
        at += text[at] == '.';
        if (psl_is_public_suffix2(m_list->context, text.c_str() + at, PSL_TYPE_PRIVATE | PSL_TYPE_NO_STAR_RULE) != 0)
            return true;
    }
    return false;
}

bool PublicSuffixes::hasPublicTopLevel(std::string_view name) const {
    const std::string top(name.substr(name.rfind('.') + 1));
    return top != "onion" && top != "arpa" && isSuffix(top.c_str(), PSL_TYPE_ICANN);
}

}  // namespace weir

// SPDX-License-Identifier: GPL-3.0-or-later
// Keys that a stranger chose so that they meet in one bucket, and pools that strangers fill.
#include <gtest/gtest.h>

#include <chrono>

#include "core/base/appendonly.h"
#include "core/base/hashmap.h"

namespace {

using namespace weir;

// Tables of the standard library have a known prime number of buckets, and hash a number to itself.
TEST(HashMap, MultiplesOfTheNumberOfBucketsDoNotMeet) {
    HashMap<std::uint64_t, int> map;
    map.reserve(20'000);
    const std::uint64_t buckets = map.bucket_count();
    for (std::uint64_t i = 0; i < 20'000; ++i) map.emplace(i * buckets, 0);
    ASSERT_EQ(map.bucket_count(), buckets);
    std::size_t longest = 0;
    for (std::size_t i = 0; i < buckets; ++i) longest = std::max(longest, map.bucket_size(i));
    EXPECT_LT(longest, 20U);
}

TEST(HashMap, FindsTextsWithoutCopies) {
    HashMap<std::string, int> map;
    map["a.example"] = 1;
    EXPECT_EQ(map.find(std::string_view("a.example"))->second, 1);
    EXPECT_EQ(map.find(std::string_view("b.example")), map.end());
}

TEST(TextPool, LeavesOutWhatIsTooMuchAndCountsIt) {
    constexpr std::size_t texts = 10, length = 100;
    TextPool pool(texts * (length + TextPool::overhead));
    std::vector<TextId> ids;
    for (char c = 'a'; c < 'a' + 20; ++c) ids.push_back(pool.intern(std::string(length, c)));
    for (std::size_t i = 0; i < ids.size(); ++i)
        EXPECT_EQ(pool[ids[i]], i < texts ? std::string(length, static_cast<char>('a' + i)) : "…") << i;
    EXPECT_EQ(pool.leftOut(), 10U);
    EXPECT_EQ(pool.intern(std::string(length, 'c')), ids[2]) << "what is known is found";
    EXPECT_EQ(pool.share().leftOut(), 10U);
    EXPECT_EQ(pool.intern(""), 0U);
}

}  // namespace

// SPDX-License-Identifier: GPL-3.0-or-later
// Files saved into an archive: all of them there, encrypted, under names that run nowhere.
#include <gtest/gtest.h>
#include <unistd.h>
#include <zip.h>

#include <filesystem>

#include "core/files/savefiles.h"
#include "tests/support/analyzed.h"

using namespace weir;
using namespace weir::test;

namespace {

/// A path where nothing is, and later nothing will be.
struct Place {
    std::string path = std::filesystem::temp_directory_path() / ("weir-saved-" + std::to_string(::getpid()) + ".zip");
    Place() { std::filesystem::remove(path); }
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;
    ~Place() { std::filesystem::remove(path); }
};

traffic::Snapshot twoDownloads() {
    TcpConversation talk("10.0.0.1", 40000, "93.184.216.34", 80, 0);
    talk.handshake();
    for (const std::string path : {"/a.exe", "/b%2f..%2f%00.png"}) {
        talk.clientSends(octets("GET " + path + " HTTP/1.1\r\nHost: c2.example\r\n\r\n"));
        const std::string body = "body of " + path;
        talk.serverSends(
            octets("HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body));
    }
    return analyzed(talk.finish().frames());
}

std::string content(const std::string& path, zip_uint64_t index, const char* password) {
    zip_t* const archive = zip_open(path.c_str(), ZIP_RDONLY, nullptr);
    zip_file_t* const file = archive == nullptr ? nullptr : zip_fopen_index_encrypted(archive, index, 0, password);
    std::string out(1000, '\0');
    const zip_int64_t size = file == nullptr ? 0 : zip_fread(file, out.data(), out.size());
    out.resize(size < 0 ? 0 : static_cast<std::size_t>(size));
    if (file != nullptr)
        zip_fclose(file);
    if (archive != nullptr)
        zip_discard(archive);
    return out;
}

TEST(SaveFiles, IntoAnEncryptedArchive) {
    const traffic::Snapshot snapshot = twoDownloads();
    const auto found = files::findFiles(*snapshot);
    ASSERT_EQ(found.size(), 2u);
    const Place place;
    EXPECT_TRUE(files::saveFiles(*snapshot, found, place.path, files::usualPassword).ok());
    EXPECT_EQ(content(place.path, 0, "infected"), "body of /a.exe");
    EXPECT_EQ(content(place.path, 1, "infected"), "body of /b%2f..%2f%00.png");
    EXPECT_EQ(content(place.path, 0, "other"), "");
    EXPECT_EQ(content(place.path, 0, nullptr), "");
    const auto again = files::saveFiles(*snapshot, found, place.path, files::usualPassword);
    EXPECT_FALSE(again.ok());
    EXPECT_EQ(content(place.path, 0, "infected"), "body of /a.exe");
}

TEST(SaveFiles, AFileThatIsNotThereIsToldOf) {
    const traffic::Snapshot snapshot = twoDownloads();
    auto found = files::findFiles(*snapshot);
    found[1].frame += 100;
    const Place place;
    const auto saved = files::saveFiles(*snapshot, found, place.path, files::usualPassword);
    ASSERT_FALSE(saved.ok());
    EXPECT_NE(saved.error().text().find("not found again"), std::string::npos);
    EXPECT_FALSE(std::filesystem::exists(place.path));
}

TEST(SaveFiles, NamesRunNowhere) {
    files::FileRecord file;
    for (const std::string name : {"evil.exe", "../../etc/passwd", "a\"b\n.lnk", "", ".bashrc", "CON"}) {
        file.name = name;
        const std::string harmless = files::harmlessName(file, 3);
        EXPECT_TRUE(harmless.starts_with("3-") && harmless.ends_with(".sample")) << harmless;
        EXPECT_EQ(harmless.find_first_of("/\\\"\n: "), std::string::npos) << harmless;
    }
}

}  // namespace

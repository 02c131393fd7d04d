// SPDX-License-Identifier: GPL-3.0-or-later
// Timers need an application object.
#include <gtest/gtest.h>
#include <openssl/crypto.h>

#include <QCoreApplication>

int main(int argc, char** argv) {
    testing::InitGoogleTest(&argc, argv);
    // Qt takes a thread of its pool for ended before the thread has freed what it holds by itself. Where OpenSSL tidies
    // up at that very moment it forgets what it keeps for that thread, and the leak checker tells of it.
    OPENSSL_init_crypto(OPENSSL_INIT_NO_ATEXIT, nullptr);
    const QCoreApplication application(argc, argv);
    return RUN_ALL_TESTS();
}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/notekeeper.h"

#include <QElapsedTimer>

#include "core/session/addressnotes.h"
#include "core/traffic/snapshot.h"

namespace weir::models {

namespace {

constexpr int sliceLength = 4;        // ms
constexpr int sliceGap = 6;           // ms for everybody else
constexpr int publishGap = 500;       // ms
constexpr std::size_t most = 50'000;  // addresses; later ones get their notes when they are looked up

}  // namespace

NoteKeeper::NoteKeeper(enrich::queue::Lookups& lookups, QObject* parent) : QObject(parent), m_lookups(lookups) {
    m_slice.setSingleShot(true);
    m_slice.setInterval(sliceGap);
    m_publish.setSingleShot(true);
    m_publish.setInterval(publishGap);
    connect(&m_slice, &QTimer::timeout, this, &NoteKeeper::work);
    connect(&m_publish, &QTimer::timeout, this, &NoteKeeper::publish);
    connect(&m_lookups, &enrich::queue::Lookups::resultReady, this,
            [this](const enrich::subject::LookupResult& result) {
                if (!m_snapshot)
                    return;
                if (result.indicator.isAddress()) {
                    m_answered.insert(result.indicator.text());
                    m_slice.start();
                    return;
                }
                m_namesDiffer = m_differs = true;
                if (!m_publish.isActive())
                    m_publish.start();
            });
}

void NoteKeeper::setSnapshot(const traffic::Snapshot& snapshot) {
    m_snapshot = snapshot;
    if (snapshot) {
        m_slice.start();
        if (m_namesDiffer && !m_lookups.answered().isEmpty()) {
            m_differs = true;
            m_publish.start();
        }
        return;
    }
    m_slice.stop();
    m_publish.stop();
    m_next = 0;
    m_answered.clear();
    m_notes.clear();
    m_differs = false;
    m_published = {};
    m_namesDiffer = true;
}

void NoteKeeper::publish() {
    if (!std::exchange(m_differs, false))
        return;
    m_published.addresses = std::make_shared<const traffic::AddressNotes>(m_notes);
    m_published.columns = session::makeNoteColumns(m_lookups);
    if (std::exchange(m_namesDiffer, false))
        m_published.names = session::makeNameNotes(m_lookups);
    emit changed();
}

void NoteKeeper::startOver() {
    m_next = 0;
    m_namesDiffer = m_differs = true;
    m_publish.start();
    if (m_snapshot)
        m_slice.start();
}

void NoteKeeper::work() {
    if (!m_snapshot)
        return;
    QElapsedTimer clock;
    clock.start();
    for (const QString& text : std::exchange(m_answered, {})) {
        if (const auto address = IpAddress::parse(text.toStdString()))
            note(*address);
    }
    const auto& addresses = m_snapshot->addresses;
    while (m_next < addresses.size() && m_next < most && clock.elapsed() < sliceLength) note(addresses[m_next++]);
    if (m_next < addresses.size() && m_next < most)
        m_slice.start();
}

void NoteKeeper::note(const IpAddress& address) {
    if (specialRange(address))
        return;  // nobody is ever asked about these
    traffic::AddressNote fresh = session::makeNote(m_lookups, address);
    const auto old = m_notes.find(address);
    if (old == m_notes.end() ? fresh == traffic::AddressNote() : fresh == old->second)
        return;
    m_notes.insert_or_assign(address, std::move(fresh));
    m_differs = true;
    if (!m_publish.isActive())
        m_publish.start();
}

}  // namespace weir::models

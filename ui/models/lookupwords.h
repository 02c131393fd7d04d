// SPDX-License-Identifier: GPL-3.0-or-later
// Lookups in words: what an answer means, what would be sent, how long it takes. Facts only, plain text.
#pragma once

#include <QDateTime>
#include <QStringList>

#include "core/enrich/queue/lookups.h"

namespace weir::models {

/// "under a minute", "about 5 minutes", "about 2 hours".
QString durationWords(qint64 milliseconds);
/// "1 request", "18 requests".
QString requestsWords(int count);
/// The verdict with its figures: "Malicious: 18 of 94 engines", "1 of 92 engines, a weak sign". Empty where the
/// provider gives none.
QString verdictWords(const enrich::subject::LookupResult& result);
/// A field's value on one line; lists with commas.
QString valueText(const enrich::subject::Field& field);
/// What would become of one value with one provider: "send", "known, 3 hours old", "held back: multicast …".
QString fateWords(const enrich::queue::PreviewItem& item);
/// What goes where, in one paragraph: how many requests, to which hosts, how they travel, how long they take.
QString shareWords(const enrich::queue::PreviewShare& share);
/// "18 addresses and 2 names would be sent, 1 is held back."; distinct ones, whatever the services.
QString summaryWords(const enrich::queue::Preview& preview);
/// The first few that are held back, and why; empty if none is.
QString heldBackWords(const enrich::queue::Preview& preview);

}  // namespace weir::models

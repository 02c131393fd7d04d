// SPDX-License-Identifier: GPL-3.0-or-later
// Services that answer one question with one text of JSON. Each is a request, a reading, and a description.
#pragma once

#include <QJsonObject>
#include <initializer_list>

#include "core/enrich/providers/provider.h"

namespace weir::enrich::providers {

/// What differs between them is in three parts, and a description.
class JsonService : public Provider {
public:
    using Ask = RequestPlan (*)(const enrich::subject::Indicator&);
    /// Gets every answer with a body of JSON, whatever its status; false leaves the HTTP status to say what it means.
    using Read = bool (*)(enrich::subject::LookupResult&, const QJsonObject&, int httpStatus);

    /// What the verdict rests on; null: nothing that could be said in a word.
    using Say = QString (*)(const enrich::subject::LookupResult&);

    JsonService(ProviderDescriptor descriptor, Ask ask, Read read, Say say = nullptr)
        : m_descriptor(std::move(descriptor)), m_ask(ask), m_read(read), m_say(say) {}
    const ProviderDescriptor& descriptor() const override { return m_descriptor; }
    Step next(const enrich::subject::Indicator& indicator, const Exchanges& soFar) const override;
    QString saying(const enrich::subject::LookupResult& result) const override {
        return m_say ? m_say(result) : QString();
    }

private:
    ProviderDescriptor m_descriptor;
    Ask m_ask;
    Read m_read;
    Say m_say;
};

RequestPlan getJson(const QString& url);
RequestPlan post(const QString& url, const QByteArray& contentType, const QByteArray& body);

// Facts of an answer by the names of its members; what is not there, or of another type, is left out.
void addText(enrich::subject::LookupResult& result, const QJsonObject& object, const char* name, const char* key,
             const char* label);
void addCount(enrich::subject::LookupResult& result, const QJsonObject& object, const char* name, const char* key,
              const char* label);
void addYesNo(enrich::subject::LookupResult& result, const QJsonObject& object, const char* name, const char* key,
              const char* label);
/// Texts that are not there yet, up to 200.
void addNew(QStringList& list, const QStringList& texts);
/// Says so, and that the answer is read.
bool malformed(enrich::subject::LookupResult& result, const QString& why);

/// The first of each list: what a reader needs to look further.
QString firstOf(const enrich::subject::LookupResult& result, std::initializer_list<const char*> keys);
QString counted(const enrich::subject::LookupResult& result, const char* key, const char* what);  ///< "3 URLs"

AnswerColumn textColumn(const char* field, const char* name);
AnswerColumn numberColumn(const char* field, const char* name);
AnswerColumn listColumn(const char* field, const char* name);

}  // namespace weir::enrich::providers

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/enrich/providers/userservice.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QRegularExpression>

#include "core/enrich/subject/jsonwalk.h"

namespace weir::enrich::providers {

namespace {

constexpr int mostColumns = 30;
constexpr int mostServices = 50;
QString mark() { return QStringLiteral("{value}"); }

/// What a path leads to: each value that it finds.
void collect(const QJsonValue& value, const QStringList& path, qsizetype at, QList<QJsonValue>& out) {
    constexpr qsizetype most = 200;
    if (out.size() >= most || value.isUndefined())
        return;
    if (at == path.size()) {
        out.append(value);
        return;
    }
    const QString& step = path[at];
    if (value.isObject())
        return collect(value.toObject().value(step), path, at + 1, out);
    const QJsonArray array = value.toArray();
    bool number = false;
    const int index = step.toInt(&number);
    if (number && index >= 0 && index < array.size())
        return collect(array[index], path, at + 1, out);
    if (step == u"*") {
        for (const QJsonValue& one : array) collect(one, path, at + 1, out);
    }
}

QList<QJsonValue> found(const QJsonObject& root, const QString& path) {
    QList<QJsonValue> out;
    collect(root, path.split(u'.'), 0, out);
    return out;
}

bool holds(const QJsonObject& root, const QString& path) {
    if (path.isEmpty())
        return false;
    for (const QJsonValue& value : found(root, path)) {
        if (value.toBool() || value.toDouble() > 0)
            return true;
    }
    return false;
}

QString shown(const QJsonValue& value) {
    if (value.isDouble())
        return QString::number(value.toDouble(), 'g', 15);
    return value.isBool() ? value.toBool() ? QStringLiteral("yes") : QStringLiteral("no")
                          : enrich::subject::textOf(value);
}

class UserService : public Provider {
public:
    struct Column {
        QString path, label;
    };
    ProviderDescriptor d;
    QString host, url, malicious, suspicious;
    QByteArray body;  ///< JSON; empty: the question is in the URL
    bool inside = false;
    QByteArray keyPrefix;
    QList<Column> columns;

    const ProviderDescriptor& descriptor() const override { return d; }

    Step next(const enrich::subject::Indicator& indicator, const Exchanges& soFar) const override {
        if (soFar.empty()) {
            RequestPlan plan;
            QString text = url;
            text.replace(mark(), QString::fromLatin1(QUrl::toPercentEncoding(indicator.text())));
            plan.url = QUrl(text, QUrl::StrictMode);
            plan.host = plan.url.host();
            plan.port = static_cast<quint16>(plan.url.port(443));
            plan.headers = commonHeaders("application/json");
            if (!body.isEmpty()) {
                plan.method = "POST";
                plan.headers.append(RequestHeader{"Content-Type", "application/json"});
                // Indicators hold nothing that JSON would have to escape.
                plan.body = QByteArray(body).replace(mark().toLatin1(), indicator.text().toLatin1());
            }
            plan.keyHeader = d.keyHeader;
            plan.keyPrefix = keyPrefix;
            plan.gap = 250;
            return plan;
        }
        enrich::subject::LookupResult result = resultOf(*this, indicator, soFar);
        const Exchange& last = soFar.back();
        if (readFault(result, last))
            return result;
        if (last.reply.httpStatus == 404) {
            result.status = enrich::subject::LookupStatus::notFound;
            return result;
        }
        QString why;
        const auto object = enrich::subject::parseObject(last.reply.body, &why);
        if (!object) {
            result.status = enrich::subject::LookupStatus::malformed;
            result.reason = why;
            return result;
        }
        for (qsizetype i = 0; i < columns.size(); ++i) read(result, *object, i);
        result.verdict = holds(*object, malicious)    ? enrich::subject::Verdict::malicious
                         : holds(*object, suspicious) ? enrich::subject::Verdict::suspicious
                                                      : enrich::subject::Verdict::info;
        if (result.fields.isEmpty() && result.verdict == enrich::subject::Verdict::info)
            result.status = enrich::subject::LookupStatus::notFound;
        return result;
    }

    /// The first column that says anything.
    QString saying(const enrich::subject::LookupResult& result) const override {
        return result.fields.isEmpty() ? QString() : result.text(result.fields.first().key).section(u';', 0, 0);
    }

private:
    void read(enrich::subject::LookupResult& result, const QJsonObject& object, qsizetype column) const {
        const AnswerColumn& known = d.columns[column];
        const QList<QJsonValue> values = found(object, columns[column].path);
        if (known.number) {
            if (!values.isEmpty() && values[0].isDouble())
                result.add(known.field, columns[column].label, static_cast<qint64>(values[0].toDouble()));
            return;
        }
        QStringList texts;
        for (const QJsonValue& value : values)
            texts += value.isArray() ? enrich::subject::textsOf(value) : QStringList(shown(value));
        texts.removeAll(QString());
        if (texts.size() == 1)
            result.add(known.field, columns[column].label, texts[0]);
        else
            result.add(known.field, columns[column].label, texts);
    }
};

/// What is asked, and where.
Result<void> readQuestion(const QJsonObject& root, UserService& out) {
    out.inside = root.value(u"inside").toBool();
    if (const QJsonValue body = root.value(u"body"); body.isObject())
        out.body = QJsonDocument(body.toObject()).toJson(QJsonDocument::Compact);
    if (out.body.size() > 64 * 1024)
        return Error::of(ErrorKind::tooLarge, "\"body\" is too long");
    out.url = root.value(u"url").toString().left(2048);
    if (out.url.contains(mark()) == out.body.contains(mark().toLatin1()))
        return Error::of(ErrorKind::invalid, "\"url\" or \"body\" needs {value}, not both");
    QString probe = out.url;
    const QUrl url(probe.replace(mark(), QStringLiteral("placeholder")), QUrl::StrictMode);
    if (!url.isValid() || url.scheme() != u"https" || url.host().contains(u"placeholder"))
        return Error::of(ErrorKind::invalid, "\"url\" is https, with {value} behind the host");
    out.host = url.host().toLower();
    out.d.privacyNote = QStringLiteral("%1 sees the question.").arg(out.host);
    return {};
}

}  // namespace

Result<std::shared_ptr<const Provider>> parseUserService(const QByteArray& json) {
    QString why;
    const auto root = enrich::subject::parseObject(json.left(1 << 20), &why);
    if (!root)
        return Error{why.toStdString()};
    auto out = std::make_shared<UserService>();
    ProviderDescriptor& d = out->d;
    d.id = enrich::subject::textOf(root->value(u"id"));
    d.name = enrich::subject::textOf(root->value(u"name")).left(100);
    static const QRegularExpression word(QStringLiteral("^[a-z][a-z0-9]{1,19}$"));
    static const QRegularExpression columnName(QStringLiteral("^[a-z][a-z0-9_]{0,39}$"));
    static const QRegularExpression headerName(QStringLiteral("^[A-Za-z][A-Za-z0-9-]{0,63}$"));
    if (!word.match(d.id).hasMatch())
        return Error::of(ErrorKind::invalid, "\"id\" is a word of 2 to 20 small letters and digits");
    if (d.name.isEmpty())
        return Error::of(ErrorKind::invalid, "\"name\" is missing");
    for (const QString& kind : enrich::subject::textsOf(root->value(u"for"))) {
        if (kind == u"address")
            d.kinds << enrich::subject::IndicatorKind::ip4 << enrich::subject::IndicatorKind::ip6;
        else if (kind == u"domain")
            d.kinds << enrich::subject::IndicatorKind::domain;
        else if (kind == u"hash")
            d.kinds << enrich::subject::IndicatorKind::hash;
    }
    if (d.kinds.isEmpty())
        return Error::of(ErrorKind::invalid, "\"for\" is a list of \"address\", \"domain\" and \"hash\"");
    if (const auto read = readQuestion(*root, *out); !read)
        return read.error();
    if (const QString header = enrich::subject::textOf(root->value(u"key_header")); !header.isEmpty()) {
        if (!headerName.match(header).hasMatch())
            return Error::of(ErrorKind::invalid, "\"key_header\" is no name of a header");
        d.needsKey = true;
        d.keyHeader = header.toLatin1();
        d.environmentVariable = QStringLiteral("WEIR_%1_KEY").arg(d.id.toUpper());
        out->keyPrefix = root->value(u"key_prefix").toString().left(64).toLatin1();
        if (out->keyPrefix.contains('\n') || out->keyPrefix.contains('\r'))
            return Error::of(ErrorKind::invalid, "\"key_prefix\" is one line");
    }
    if (const QString limits = enrich::subject::textOf(root->value(u"limits")); !limits.isEmpty()) {
        const auto parsed = parseLimits(limits, d.limits);
        if (!parsed)
            return Error::of(ErrorKind::invalid, "\"limits\": %1", {parsed.error().text()});
        d.limits = parsed.value();
    }
    d.limits.concurrent = 2;
    d.reputation = true;
    out->malicious = enrich::subject::textOf(root->value(u"malicious"));
    out->suspicious = enrich::subject::textOf(root->value(u"suspicious"));
    for (const QJsonValue& value : root->value(u"columns").toArray()) {
        const QJsonObject column = value.toObject();
        const QString name = enrich::subject::textOf(column.value(u"name"));
        const QString path = enrich::subject::textOf(column.value(u"path"));
        if (!columnName.match(name).hasMatch() || path.isEmpty())
            return Error::of(ErrorKind::invalid,
                             "a column has a \"name\" of small letters, digits and _, and a \"path\"");
        if (d.columns.size() >= mostColumns)
            return Error::of(ErrorKind::tooLarge, "more than 30 columns");
        d.columns.append({name, d.id + u'_' + name, column.value(u"number").toBool(), path.contains(u'*')});
        out->columns.append({path, name});
    }
    if (d.columns.isEmpty() && out->malicious.isEmpty() && out->suspicious.isEmpty())
        return Error::of(ErrorKind::invalid, "neither \"columns\" nor a verdict");
    return std::shared_ptr<const Provider>(out);
}

UserServices loadUserServices(const QString& folder) {
    UserServices out;
    QStringList taken;
    const QDir dir(folder);
    for (const QString& name : dir.entryList({QStringLiteral("*.json")}, QDir::Files, QDir::Name)) {
        if (static_cast<int>(out.providers.size()) >= mostServices)
            break;
        QFile file(dir.filePath(name));
        if (!file.open(QIODevice::ReadOnly)) {
            out.problems << QStringLiteral("%1: %2").arg(name, file.errorString());
            continue;
        }
        auto service = parseUserService(file.read(1 << 20));
        if (!service) {
            out.problems << QStringLiteral("%1: %2").arg(name, QString::fromStdString(service.error().text()));
        } else if (taken.contains(service.value()->descriptor().id)) {
            out.problems << QStringLiteral("%1: there is a service \u201c%2\u201d already")
                                .arg(name, service.value()->descriptor().id);
        } else {
            taken << service.value()->descriptor().id;
            if (const auto& own = static_cast<const UserService&>(*service.value()); own.inside)
                out.inside << own.host;
            out.providers.push_back(service.take());
        }
    }
    return out;
}

}  // namespace weir::enrich::providers

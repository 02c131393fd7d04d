// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/filterbinding.h"

#include <QCoreApplication>
#include <algorithm>

#include "ui/models/filtertext.h"
#include "ui/models/subjectfilter.h"

namespace weir::models {

namespace {

std::variant<table::Filter, table::FilterError> parse(const QString& text, const table::Schema& schema) {
    return table::Filter::parse(text.toStdString(), schema);
}

/// A word that is no column, and can not become one by more letters: what is typed by who looks for something.
bool isSearch(const QString& word, const table::Schema& schema, const QStringList& elsewhere) {
    const auto begins = [&](const QString& name) { return name.startsWith(word, Qt::CaseInsensitive); };
    const std::vector<std::string> columns = table::Filter::columnsOf(word.toStdString());
    return columns.size() == 1 && QString::fromStdString(columns.front()).compare(word, Qt::CaseInsensitive) == 0 &&
           std::none_of(elsewhere.begin(), elsewhere.end(), begins) &&
           std::none_of(schema.begin(), schema.end(),
                        [&](const table::Column& column) { return begins(QString::fromStdString(column.name)); });
}

}  // namespace

FilterBinding bindFilter(const QString& text, const table::Schema& schema, const QStringList& elsewhere) {
    FilterBinding out;
    const QString whole = text.trimmed();
    if (whole.isEmpty())
        return out;
    const auto apply = [&out](const QString& inForce, table::Filter filter) {
        out.fit.state = FilterFit::State::applied;
        out.fit.text = inForce;
        out.filter = std::move(filter);
    };
    if (isSearch(whole, schema, elsewhere)) {
        const QString search = quotedText(whole);
        if (auto parsed = parse(search, schema); auto* good = std::get_if<table::Filter>(&parsed)) {
            apply(search, std::move(*good));
            return out;
        }
    }
    auto parsed = parse(text, schema);
    if (auto* good = std::get_if<table::Filter>(&parsed)) {
        apply(whole, std::move(*good));
        return out;
    }
    const table::FilterError& error = std::get<table::FilterError>(parsed);
    const bool unknown = error.code == table::FilterError::Code::unknownColumn;
    const QString part = unknown ? fittingPart(whole, schema, elsewhere) : QString();
    if (!part.isEmpty() && part != whole) {
        auto fitting = parse(part, schema);
        if (auto* good = std::get_if<table::Filter>(&fitting)) {
            apply(part, std::move(*good));
            return out;
        }
    }
    const QString column = QString::fromStdString(error.column);
    const bool notHere = unknown && elsewhere.contains(column, Qt::CaseInsensitive);
    out.fit.state = notHere ? FilterFit::State::notHere : FilterFit::State::wrong;
    out.fit.message = notHere ? QCoreApplication::translate(
                                    "weir::models", "This table has no column “%1”: the filter leaves it alone.")
                                    .arg(column)
                              : QString::fromStdString(error.message);
    out.fit.suggestion = QString::fromStdString(error.suggestion);
    const QByteArray octets = text.toUtf8();
    const auto size = static_cast<std::size_t>(octets.size());
    const auto begin = static_cast<qsizetype>(std::min(error.position, size));
    const auto end = static_cast<qsizetype>(std::min(error.position + error.length, size));
    out.fit.position = QString::fromUtf8(octets.left(begin)).size();
    out.fit.length = QString::fromUtf8(octets.mid(begin, end - begin)).size();
    return out;
}

}  // namespace weir::models

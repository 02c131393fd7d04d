// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/filterbinding.h"

#include <QCoreApplication>
#include <algorithm>

#include "core/table/filteralias.h"
#include "ui/models/columnwords.h"
#include "ui/models/filtertext.h"
#include "ui/models/subjectfilter.h"

namespace weir::models {

namespace {

std::variant<table::Filter, table::FilterError> parse(const QString& text, const table::Schema& schema) {
    return table::Filter::parse(text.toStdString(), schema);
}

/// One word: what is typed by who looks for something, whatever columns are called. What is true or false of a row is
/// asked for by a column alone; such names have underscores, or are of this table.
bool isSearch(const QString& word, const table::Schema& schema, const QStringList& elsewhere) {
    const std::vector<std::string> columns = table::Filter::columnsOf(word.toStdString());
    if (columns.size() != 1 || QString::fromStdString(columns.front()).compare(word, Qt::CaseInsensitive) != 0)
        return false;
    if (const auto own = table::findColumn(schema, columns.front()))
        return schema[*own].kind != table::Kind::boolean;
    return !word.contains(u'_') || !elsewhere.contains(word, Qt::CaseInsensitive);
}

/// With titles as the user reads them over the columns.
table::Schema titled(table::Schema schema) {
    for (table::Column& column : schema) column.title = columnWords(column.title).toStdString();
    return schema;
}

/// The first column that the text names and that only other tables have, or empty.
QString foreignColumn(const QString& text, const table::Schema& schema, const QStringList& elsewhere) {
    for (const std::string& name : table::Filter::columnsOf(text.toStdString())) {
        if (!table::findColumn(schema, name) && !table::filterAlias(name, schema) &&
            elsewhere.contains(QString::fromStdString(name), Qt::CaseInsensitive))
            return QString::fromStdString(name);
    }
    return {};
}

}  // namespace

FilterBinding bindFilter(const QString& text, const table::Schema& own, const QStringList& elsewhere) {
    const table::Schema schema = titled(own);
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
    // A word alone that another table has as a column means that column, and is not looked for as a text.
    const QString foreign = foreignColumn(whole, schema, elsewhere);
    if (auto* good = std::get_if<table::Filter>(&parsed); good && foreign.isEmpty()) {
        apply(whole, std::move(*good));
        return out;
    }
    const auto* failed = std::get_if<table::FilterError>(&parsed);
    const table::FilterError error = failed ? *failed : table::FilterError{};
    const bool unknown = !failed || error.code == table::FilterError::Code::unknownColumn;
    const QString part = unknown ? fittingPart(whole, schema, elsewhere) : QString();
    if (!part.isEmpty() && part != whole) {
        auto fitting = parse(part, schema);
        if (auto* good = std::get_if<table::Filter>(&fitting)) {
            apply(part, std::move(*good));
            return out;
        }
    }
    const QString column = failed ? QString::fromStdString(error.column) : foreign;
    const bool notHere = unknown && elsewhere.contains(column, Qt::CaseInsensitive);
    out.fit.state = notHere ? FilterFit::State::notHere : FilterFit::State::wrong;
    out.fit.message = notHere ? QCoreApplication::translate(
                                    "weir::models", "This table has no column “%1”: the filter does not apply to it.")
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

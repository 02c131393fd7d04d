// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/tablejob.h"

#include <algorithm>
#include <limits>

namespace weir::session {

namespace {

bool counts(const table::Column& column) {
    return column.kind == table::Kind::integer &&
           (column.unit == table::Unit::count || column.unit == table::Unit::bytes);
}

std::int64_t saturatedSum(std::int64_t a, std::int64_t b) {
    std::int64_t sum = 0;
    return __builtin_add_overflow(a, b, &sum) ? std::numeric_limits<std::int64_t>::max() : sum;
}

std::shared_ptr<TableResult> fulfil(const TableOrder& order, const std::stop_token& stop) {
    auto result = std::make_shared<TableResult>();
    result->of = order.snapshot;
    if (const traffic::Progress progress = traffic::progressOf(*order.snapshot); progress.bytesTotal > 0)
        result->hundredths =
            static_cast<int>(100 * std::min(progress.bytesDone, progress.bytesTotal) / progress.bytesTotal);
    result->table = order.table;
    if (!result->table) {
        Result<table::TablePtr> made = order.make ? order.make(order.snapshot, order.request)
                                                  : capturetables::makeTable(order.snapshot, order.request);
        if (!made) {
            result->error = made.error();
            return result;
        }
        result->table = made.take();
    }
    if (stop.stop_requested())
        return nullptr;
    result->rows = order.choose ? order.choose(order.snapshot, *result->table, stop) : table::allRows(*result->table);
    if (order.filter)
        result->rows = order.filter->apply(*result->table, result->rows, stop);
    if (!order.sort.empty())
        table::sortRows(*result->table, order.sort, result->rows, stop);
    if (stop.stop_requested())
        return nullptr;
    summarize(*result->table, result->rows, result->sums, result->maxima);
    if (!order.table)
        result->empty = emptyColumns(*result->table);
    return result;
}

}  // namespace

std::vector<bool> emptyColumns(const table::Table& table) {
    constexpr std::size_t looked = 20'000;
    const std::size_t rows = std::min(table.rows(), looked);
    std::vector<bool> out(table.schema().size());
    std::string scratch;
    for (std::size_t column = 0; column < out.size(); ++column) {
        std::size_t row = 0;
        while (row < rows && table.cell(row, column, scratch).empty) ++row;
        out[column] = rows > 0 && row == table.rows();
    }
    return out;
}

void summarize(const table::Table& table, const table::Rows& rows, std::vector<std::int64_t>& sums,
               std::vector<std::int64_t>& maxima) {
    const table::Schema& schema = table.schema();
    sums.assign(schema.size(), 0);
    maxima.assign(schema.size(), 0);
    std::string scratch;
    for (std::size_t column = 0; column < schema.size(); ++column) {
        if (!counts(schema[column]))
            continue;
        const std::int64_t* fast = table.integers(column);
        for (const std::uint32_t row : rows) {
            std::int64_t value = 0;
            if (fast) {
                value = fast[row] == table::Table::emptyInteger ? 0 : fast[row];
            } else if (const table::Cell cell = table.cell(row, column, scratch); !cell.empty) {
                value = cell.integer;
            }
            sums[column] = saturatedSum(sums[column], value);
            maxima[column] = std::max(maxima[column], value);
        }
    }
}

TableJob::TableJob(QObject* parent) : QObject(parent) {
    connect(&m_worker, &Worker::failed, this, [this](const QString& reason) {
        auto result = std::make_shared<TableResult>();
        result->error = Error::of(ErrorKind::internal, reason.toStdString());
        emit finished(result);
    });
}

void TableJob::start(TableOrder order) {
    m_worker.start([this, order = std::move(order)](std::stop_token stop) mutable -> Worker::Delivery {
        order.outdated.reset();
        std::shared_ptr<const TableResult> result = fulfil(order, stop);
        if (!result)
            return nullptr;
        return [this, result = std::move(result)] { emit finished(result); };
    });
}

}  // namespace weir::session

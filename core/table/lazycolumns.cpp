// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/table/lazycolumns.h"

namespace weir::table {

const Table& LazyColumns::column(const Table& owner, std::size_t index) const {
    Stored& stored = m_columns[index];
    std::call_once(stored.once, [&] {
        const std::size_t rows = owner.rows();
        ColumnTable::Builder builder(std::string(owner.name()), {owner.schema()[index]}, rows);
        std::string scratch;
        for (std::size_t row = 0; row < rows; ++row) {
            const Cell cell = owner.cell(row, index, scratch);
            if (cell.empty)
                builder.empty(0);
            else if (cell.kind == Kind::text)
                builder.text(0, cell.text);
            else if (cell.kind == Kind::address)
                builder.address(0, cell.address);
            else if (cell.kind == Kind::real)
                builder.real(0, cell.real);
            else
                builder.integer(0, cell.integer);
        }
        stored.table = builder.finish();
    });
    return *stored.table;
}

}  // namespace weir::table

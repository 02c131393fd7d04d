// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rows/rowdefinition.h"

#include "core/base/jsonwriter.h"

namespace weir::rows {

const std::vector<RowDefinition>& rowDefinitions() {
    static const std::vector<RowDefinition> all = [] {
        std::vector<RowDefinition> out{capturesRows(), flowsRows(), toldRows(), dnsRows()};
        for (RowDefinition& definition : tableRows()) out.push_back(std::move(definition));
        out.push_back(contactsRows());
        return out;
    }();
    return all;
}

const table::Schema& commonColumns() {
    static const table::Schema all{
        table::textColumn("capture", "Capture",
                          "SHA-256 of the capture that the row is of; of a series that of its files' bytes one after "
                          "another, in the order of `captures.files`; empty of standard input"),
        table::textColumn("recording", "Recording",
                          "What the capture is a piece of: `--sensor` where it was named, else the capture itself")};
    return all;
}

std::string jsonTexts(const std::vector<std::string>& values) {
    std::string out;
    JsonWriter(out, JsonWriter::Spacing::none).texts(values);
    return out;
}

}  // namespace weir::rows

// SPDX-License-Identifier: GPL-3.0-or-later
// What findings weigh for this user and which rules of his own there are, kept in files, and which reasons were
// dismissed, kept while the capture is open.
#pragma once

#include <QObject>
#include <memory>
#include <vector>

#include "core/capturetables/ownrules.h"
#include "core/capturetables/tables.h"
#include "core/findings/weights.h"

namespace weir::models {

class FindingSettings : public QObject {
    Q_OBJECT

public:
    /// Reads the file, in the form of findings.toml, if it is there. It is written when a weight changes, with only
    /// what differs from the defaults, and taken away when nothing does. A change is made to what the file says at that
    /// moment, so that it does not undo another window's.
    explicit FindingSettings(QString path, QObject* parent = nullptr);
    static QString userFile();
    /// From now on nothing is written: changes vanish with this object.
    void setPrivate(bool keepNothing) { m_private = keepNothing; }

    /// Those of the user's own rules among them.
    std::shared_ptr<const findings::FindingWeights> weights() const { return m_weights; }
    /// What the rules in rules.toml, beside the file, find; null where there are none.
    std::shared_ptr<const findings::FurtherReasons> further() const { return m_further; }
    QString rulesFile() const;
    /// Writes a rule from a filter over a table behind those that are there. What is wrong, or nothing.
    QString addRule(const std::string& table, const std::string& filter);
    std::shared_ptr<const findings::DismissedReasons> dismissed() const { return m_dismissed; }  ///< null: none
    qsizetype dismissedCount() const { return m_dismissed ? static_cast<qsizetype>(m_dismissed->size()) : 0; }
    /// Why the file was not taken; empty where it was, or is not there. Such a file is set aside as FILE.bak before it
    /// would be written over.
    const QString& problem() const { return m_problem; }

    void setWeight(const std::string& kind, double weight);
    void setEnabled(const std::string& kind, bool enabled);
    void setSetting(const std::string& kind, const std::string& name, double value);
    void reset();
    /// Takes what the file says now.
    void reload();

    void dismiss(const std::string& subject, const std::string& kind, bool dismissed);
    void forgetDismissed();

signals:
    void changed();
    void saved();
    void saveFailed(const QString& message);

private:
    template <typename Change>
    void change(Change&& change);
    void read();
    void readRules(findings::FindingWeights& into);
    void save();

    QString m_path;
    QString m_problem;
    bool m_private = false;
    bool m_unsaved = false;  ///< the file does not say what is in force, since it could not be written
    std::shared_ptr<const findings::FindingWeights> m_weights;
    std::vector<findings::OwnRule> m_rules;
    std::shared_ptr<const findings::FurtherReasons> m_further;
    std::shared_ptr<const findings::DismissedReasons> m_dismissed;
};

}  // namespace weir::models

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/findingsettings.h"

#include <QDir>
#include <QFileInfo>
#include <QSaveFile>
#include <QStandardPaths>

#include "core/capturetables/filereasons.h"
#include "ui/models/errorwords.h"

namespace weir::models {

using findings::DismissedReasons;
using findings::FindingWeights;

FindingSettings::FindingSettings(QString path, QObject* parent)
    : QObject(parent),
      m_path(std::move(path)),
      m_weights(std::make_shared<const FindingWeights>(FindingWeights::defaults())) {
    read();
}

void FindingSettings::read() {
    m_problem.clear();
    FindingWeights fresh = FindingWeights::defaults();
    if (QFileInfo::exists(m_path)) {
        auto loaded = FindingWeights::load(QFile::encodeName(m_path).toStdString());
        if (!loaded) {
            m_problem = wholeSentence(loaded.error());
            return;
        }
        fresh = loaded.take();
    }
    readRules(fresh);
    if (fresh.rules() != m_weights->rules())
        m_weights = std::make_shared<const FindingWeights>(std::move(fresh));
}

QString FindingSettings::rulesFile() const { return QFileInfo(m_path).absolutePath() + QStringLiteral("/rules.toml"); }

/// Rules with a mistake are left out, all of them; what is wrong is a problem.
void FindingSettings::readRules(FindingWeights& into) {
    std::vector<findings::OwnRule> rules;
    if (const QString path = rulesFile(); QFileInfo::exists(path)) {
        auto loaded = findings::loadOwnRules(QFile::encodeName(path).toStdString());
        if (loaded)
            rules = loaded.take();
        else
            m_problem = wholeSentence(loaded.error());
    }
    if (rules != m_rules || !m_further) {
        auto bound = capturetables::bindOwnRules(rules);
        if (!bound) {
            m_problem = wholeSentence(Error(bound.error()).in(rulesFile().toStdString()));
            rules.clear();
        }
        m_further = rules.empty() ? capturetables::withFileReasons(nullptr) : bound.take();
        m_rules = std::move(rules);
    }
    std::vector<findings::FindingRule> weights;
    for (const findings::OwnRule& rule : m_rules) weights.push_back(rule.asFindingRule());
    into.setOwn(weights);
}

QString FindingSettings::addRule(const std::string& table, const std::string& filter) {
    const auto rule = capturetables::ownRuleFrom(table, filter, m_rules);
    if (!rule)
        return sentence(rule.error());
    QDir().mkpath(QFileInfo(m_path).absolutePath());
    QFile file(rulesFile());
    const QByteArray text = '\n' + QByteArray::fromStdString(rule.value().toText());
    if (m_private || !file.open(QIODevice::WriteOnly | QIODevice::Append) || file.write(text) != text.size())
        return tr("The rule could not be saved in %1: %2").arg(file.fileName(), file.errorString());
    file.close();
    const auto before = m_weights;
    read();
    if (m_weights != before)
        emit changed();
    return m_problem;
}

void FindingSettings::reload() {
    if (m_private || m_unsaved)
        return;
    const auto before = m_weights;
    read();
    if (m_weights != before)
        emit changed();
}

QString FindingSettings::userFile() {
    return QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation) + QStringLiteral("/findings.toml");
}

template <typename Change>
void FindingSettings::change(Change&& change) {
    const auto before = m_weights;
    if (!m_private && !m_unsaved)
        read();
    FindingWeights next = *m_weights;
    change(next);
    if (next.rules() == m_weights->rules()) {
        if (m_weights != before)
            emit changed();
        return;
    }
    m_weights = std::make_shared<const FindingWeights>(std::move(next));
    save();
    emit changed();
}

void FindingSettings::setWeight(const std::string& kind, double weight) {
    change([&](FindingWeights& weights) { weights.setWeight(kind, weight); });
}

void FindingSettings::setEnabled(const std::string& kind, bool enabled) {
    change([&](FindingWeights& weights) { weights.setEnabled(kind, enabled); });
}

void FindingSettings::setSetting(const std::string& kind, const std::string& name, double value) {
    change([&](FindingWeights& weights) { weights.setSetting(kind, name, value); });
}

void FindingSettings::reset() {
    change([this](FindingWeights& weights) {
        weights = FindingWeights::defaults();
        readRules(weights);
    });
}

void FindingSettings::dismiss(const std::string& subject, const std::string& kind, bool dismissed) {
    DismissedReasons next = m_dismissed ? *m_dismissed : DismissedReasons();
    const bool changes = dismissed ? next.emplace(subject, kind).second : next.erase({subject, kind}) > 0;
    if (!changes)
        return;
    m_dismissed = next.empty() ? nullptr : std::make_shared<const DismissedReasons>(std::move(next));
    emit changed();
}

void FindingSettings::forgetDismissed() {
    if (!m_dismissed)
        return;
    m_dismissed = nullptr;
    emit changed();
}

void FindingSettings::save() {
    if (m_private)
        return;
    if (!m_problem.isEmpty()) {
        QFile::remove(m_path + QStringLiteral(".bak"));
        QFile::rename(m_path, m_path + QStringLiteral(".bak"));
        m_problem.clear();
    }
    const std::string changes = m_weights->changesText();
    if (changes.empty()) {
        m_unsaved = QFile::exists(m_path) && !QFile::remove(m_path);
        emit saved();
        return;
    }
    const QByteArray text = QByteArrayLiteral("# What differs from the weights that Weir comes with.\n") +
                            QByteArray::fromStdString(changes);
    QDir().mkpath(QFileInfo(m_path).absolutePath());
    QSaveFile file(m_path);
    m_unsaved = !file.open(QIODevice::WriteOnly) || file.write(text) != text.size() || !file.commit();
    if (m_unsaved)
        emit saveFailed(tr("The weights could not be saved in %1: %2").arg(m_path, file.errorString()));
    else
        emit saved();
}

}  // namespace weir::models

package markdown_test

import "testing"

// TestNothingIsPassedOverInOtherLanguages: what a sentence or a row of another language asks is read, or said not to be.
func TestNothingIsPassedOverInOtherLanguages(t *testing.T) {
	const head = "| Setting | Value |\n|---|---|\n"
	says := speaker(t)
	for text, want := range map[string]string{
		"Alle Datenbanken sind verschlüsselt, außer in der Testumgebung.": "not understood",
		"Alle Daten werden verschlüsselt.":                                "not understood",
		"Sicherungen werden 14 Tage aufbewahrt.":                          "not understood",
		"Todo está cifrado excepto la caché.":                             "not understood",
		"Todo el tráfico va cifrado.":                                     "not understood",
		"TODO: RDS Multi-AZ":                                              "understood",
		"El tráfico entre capas está cifrado.":                            "not understood",
		"Toutes les données sont chiffrées.":                              "not understood",
		"Toutes les sauvegardes sont conservées deux mois.":               "not understood",
		"O agendador não recebe tráfego de entrada.":                      "not understood",
		"Os dados são criptografados.":                                    "not understood",
		"I dati sono crittografati.":                                      "not understood",
		"すべてのデータを暗号化する。":                                                  "not understood",
		"所有数据都要加密。":                                                       "not understood",
		"모든 데이터는 암호화한다.":                                                  "not understood",
		head + "| Löschschutz | ja |":                                     "enforced database.deletion_protection=true",
		head + "| Protección contra borrado | sí |":                       "enforced database.deletion_protection=true",
		head + "| Protection contre la suppression | oui |":               "enforced database.deletion_protection=true",
		head + "| Proteção contra exclusão | sim |":                       "enforced database.deletion_protection=true",
		head + "| 削除保護 | はい |":                                            "enforced database.deletion_protection=true",
		head + "| 删除保护 | 是 |":                                             "enforced database.deletion_protection=true",
		head + "| Tareas | 2-6 |":                                         "enforced application.tasks between 2,6",
		head + "| Tâches | 3 à 10 |":                                      "enforced application.tasks between 3,10",
		head + "| Tarefas | 4-10 |":                                       "enforced application.tasks between 4,10",
		head + "| タスク数 | 4～12 |":                                          "enforced application.tasks between 4,12",
		head + "| Rétention des sauvegardes | 35 jours |":                 "enforced database.backup_retention_days>=35",
		head + "| Backup-Aufbewahrung | 14 Tage |":                        "enforced database.backup_retention_days>=14",
		head + "| Retención de respaldos | 14 días |":                     "enforced database.backup_retention_days>=14",
		head + "| バックアップ保管期間 | 30日 |":                                     "enforced database.backup_retention_days>=30",
		head + "| 备份保留 | 30 天 |":                                          "enforced database.backup_retention_days>=30",
		head + "| マルチAZ | はい |":                                           "enforced database.multi_az=true",
		head + "| Retención de logs | 14 días |":                          "not understood",
	} {
		if got := says(text + "\n"); got != want {
			t.Errorf("%q\n  got  %s\n  want %s", text, got, want)
		}
	}
}

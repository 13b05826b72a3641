package markdown_test

import "testing"

// TestOtherLanguages: what bounds a number, puts off or denies is understood in other languages too, where the words of
// AWS stay English.
func TestOtherLanguages(t *testing.T) {
	const head = "| Setting | Value |\n|---|---|\n"
	says := speaker(t)
	for text, want := range map[string]string{
		"Multi-AZ für RDS ist geplant.":                   "understood",
		"RDS wird künftig Multi-AZ.":                      "understood",
		"RDS ist Multi-AZ, wenn das Budget reicht.":       "ambiguous",
		"RDS ist Multi-AZ außer in der Entwicklung.":      "ambiguous",
		"RDS ist Multi-AZ.":                               "enforced database.multi_az=true",
		"RDS Multi-AZ (opcional)":                         "understood",
		"RDS es Multi-AZ excepto en desarrollo.":          "ambiguous",
		"RDS será Multi-AZ próximamente.":                 "understood",
		"RDS Multi-AZ est prévu.":                         "understood",
		"RDS est Multi-AZ sauf en développement.":         "ambiguous",
		"RDS Multi-AZ (em breve)":                         "understood",
		"RDS Multi-AZ 计划中":                                "understood",
		"RDS 不启用 Multi-AZ":                                "ambiguous",
		"RDS 未启用 Multi-AZ":                                "ambiguous",
		"RDS は Multi-AZ 構成を予定":                            "understood",
		"RDS は Multi-AZ にしない":                             "ambiguous",
		"RDS Multi-AZ 예정":                                 "understood",
		head + "| Multi-AZ | Ja (geplant) |":              "understood",
		head + "| Backup retention | mindestens 7 Tage |": "enforced database.backup_retention_days>=7",
		head + "| Backup retention | höchstens 7 Tage |":  "enforced database.backup_retention_days between 0,7",
		head + "| Backup retention | máximo 7 días |":     "enforced database.backup_retention_days between 0,7",
		head + "| ECS tasks | bis zu 10 |":                "enforced application.tasks between 0,10",
		head + "| ECS tasks | 2 bis 10 |":                 "enforced application.tasks between 2,10",
		head + "| ECS tasks | etwa 4 |":                   "ambiguous",
		head + "| ECS tasks | environ 4 |":                "ambiguous",
		head + "| ECS tasks | mind. 2 |":                  "enforced application.tasks>=2",
		head + "| ECS tasks | 最大10 |":                     "enforced application.tasks between 0,10",
		head + "| ECS tasks | 10以下 |":                     "enforced application.tasks between 0,10",
		head + "| ECS tasks | 최대 10 |":                    "enforced application.tasks between 0,10",
	} {
		if got := says(text + "\n"); got != want {
			t.Errorf("%q\n  got  %s\n  want %s", text, got, want)
		}
	}
}

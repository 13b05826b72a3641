package noun

import (
	"github.com/archcheck/archcheck/internal/collect/plan/read"
	"github.com/archcheck/archcheck/internal/model"
)

// insightsByDefault is what a new cluster has that does not say itself: what the account's settings
// say, else that container insights are off.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-account-settings.html
func (c *collector) insightsByDefault(cluster *read.Instance) model.Value[string] {
	for _, in := range c.ByType["aws_ecs_account_setting_default"] {
		name, same := model.Is(in.Text("name"), "containerInsights"), c.StandTogether(in, cluster)
		if mayBe := name.Or(true) && same.Or(true); !mayBe {
			continue
		}
		if value := in.Text("value"); name.IsKnown() && same.IsKnown() {
			return value
		}
		return model.Unknown[string](model.Why{Reason: model.KnownAfterApply, Detail: in.Address + " may decide it"})
	}
	return model.Known("disabled")
}

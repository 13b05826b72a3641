package plan

import "github.com/archcheck/archcheck/internal/model"

// insightsByDefault is what a new cluster has that does not say itself: what the account's settings
// say, else that container insights are off.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-account-settings.html
func (c *collector) insightsByDefault(cluster *instance) model.Value[string] {
	for _, in := range c.byType["aws_ecs_account_setting_default"] {
		name, same := model.Is(in.str("name"), "containerInsights"), c.standTogether(in, cluster)
		if mayBe := name.Or(true) && same.Or(true); !mayBe {
			continue
		}
		if value := in.str("value"); name.IsKnown() && same.IsKnown() {
			return value
		}
		return model.Unknown[string](model.Why{Reason: model.KnownAfterApply, Detail: in.address + " may decide it"})
	}
	return model.Known("disabled")
}

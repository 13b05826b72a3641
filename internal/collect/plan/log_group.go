package plan

import (
	"github.com/valyala/fastjson"

	"github.com/archcheck/archcheck/internal/model"
)

// logGroupOf is the log group that a container of a task definition names by name and region;
// without a region it is one of the task's own. Empty where it names none.
func (c *collector) logGroupOf(in *instance, container *fastjson.Value) model.Value[string] {
	options := []string{"logConfiguration", "options"}
	name := member(container, append(options, "awslogs-group")...)
	region := told(member(container, append(options, "awslogs-region")...))
	if region.Or("?") == "" {
		region = c.homeOf(in).Region
	}
	made, sure := c.heldIn(name, logGroupHandle())
	switch group := c.byAddress[made.Or("")]; {
	case group != nil:
		return c.logGroupIn(in, region, name, []*instance{group})
	case sure:
		return made
	case name == "", !told(name).IsKnown():
		return model.Map(told(name), func(string) string { return "" })
	}
	return c.logGroupIn(in, region, name, c.named(name, []string{"aws_cloudwatch_log_group"}))
}

// logGroupIn is the one of some log groups that stands in a region and in the account of the task
// definition: a name is none across either. It is the name with its region where none of them does.
func (c *collector) logGroupIn(
	in *instance,
	region model.Value[string],
	name string,
	groups []*instance,
) model.Value[string] {
	var near []*instance
	sure := model.Known(true)
	account := c.homeOf(in).Account
	for _, g := range groups {
		home := c.homeOf(g)
		same := model.Every(model.Equal(region, home.Region), model.Equal(account, home.Account))
		if same.Or(true) {
			near, sure = append(near, g), model.Every(sure, same)
		}
	}
	if len(near) == 0 {
		plain, _ := c.harmless(name)
		return model.Known(plain + " in " + region.Or("its region"))
	}
	if sure.Or(false) {
		return choose(near, "")
	}
	why := sure.Why()
	why.Detail = "whether " + near[0].address + " stands where awslogs-region says"
	return model.Unknown[string](why)
}

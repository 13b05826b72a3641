package noun

import (
	"github.com/valyala/fastjson"

	"github.com/archcheck/archcheck/internal/collect/plan/read"
	"github.com/archcheck/archcheck/internal/collect/plan/resolve"
	"github.com/archcheck/archcheck/internal/model"
)

// logGroupOf is the log group that a container of a task definition names by name and region;
// without a region it is one of the task's own. Empty where it names none.
func (c *collector) logGroupOf(in *read.Instance, container *fastjson.Value) model.Value[string] {
	options := []string{"logConfiguration", "options"}
	name := member(container, append(options, "awslogs-group")...)
	region := resolve.Told(member(container, append(options, "awslogs-region")...))
	if region.Or("?") == "" {
		region = c.HomeOf(in).Region
	}
	made, sure := c.heldIn(name, resolve.LogGroupHandle())
	switch group := c.ByAddress[made.Or("")]; {
	case group != nil:
		return c.logGroupIn(in, region, name, []*read.Instance{group})
	case sure:
		return made
	case name == "", !resolve.Told(name).IsKnown():
		return model.Map(resolve.Told(name), func(string) string { return "" })
	}
	return c.logGroupIn(in, region, name, c.Named(name, []string{"aws_cloudwatch_log_group"}))
}

// logGroupIn is the one of some log groups that stands in a region and in the account of the task
// definition: a name is none across either. It is the name with its region where none of them does.
func (c *collector) logGroupIn(
	in *read.Instance,
	region model.Value[string],
	name string,
	groups []*read.Instance,
) model.Value[string] {
	var near []*read.Instance
	sure := model.Known(true)
	account := c.HomeOf(in).Account
	for _, g := range groups {
		home := c.HomeOf(g)
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
		return resolve.Choose(near, "")
	}
	why := sure.Why()
	why.Detail = "whether " + near[0].Address + " stands where awslogs-region says"
	return model.Unknown[string](why)
}

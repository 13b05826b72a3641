package noun

import (
	"github.com/archcheck/archcheck/internal/collect/form"
	"github.com/archcheck/archcheck/internal/collect/plan/read"
	"github.com/archcheck/archcheck/internal/collect/plan/tree"
	"github.com/archcheck/archcheck/internal/model"
)

// lifecycle is what an attribute that AWS sets shows of something that is there. Of what a plan makes there is
// nothing to see yet.
func lifecycle(in *read.Instance, attribute string, states form.States) model.Lifecycle {
	if _, s := in.At(
		attribute,
	); in.Created || s == read.Null ||
		s == read.Unknown && !tree.IsTrue(in.UnknownBelow(attribute)) {
		return model.Unseen()
	}
	return states.Lifecycle(in.Text(attribute))
}

// databaseState starts or stops an instance: AWS does so after all else is made.
func databaseState(c *collector, in *read.Instance) {
	setState(&c.databases, c.Ref(in, []string{"aws_db_instance"}, "identifier"), in, form.DatabaseStates())
}

// machineState does the same with an EC2 instance.
func machineState(c *collector, in *read.Instance) {
	setState(&c.instanceGroups, c.Ref(in, instanceTypes()[:1], "instance_id"), in, form.InstanceStates())
}

func setState[T any, P interface {
	*T
	model.Living
}](all *table[T], ref model.Value[string], in *read.Instance, states form.States) {
	then := states.Lifecycle(in.Text("state"))
	attachTo(all, ref, in, func(noun *T, doubt *model.Why) {
		now := P(noun).Condition()
		serves, known := then.InService.Get()
		if doubt == nil {
			*now = then
		} else if !known || !serves {
			*now = model.Lifecycle{InService: model.Unknown[bool](*doubt), State: model.Unknown[string](*doubt)}
		}
	})
}

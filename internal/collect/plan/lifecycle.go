package plan

import (
	"github.com/archcheck/archcheck/internal/collect/form"
	"github.com/archcheck/archcheck/internal/collect/plan/tree"
	"github.com/archcheck/archcheck/internal/model"
)

// lifecycle is what an attribute that AWS sets shows of something that is there. Of what a plan makes there is
// nothing to see yet.
func lifecycle(in *instance, attribute string, states form.States) model.Lifecycle {
	if _, s := in.at(attribute); in.created || s == isNull || s == isUnknown && !tree.IsTrue(in.marks(attribute)) {
		return model.Unseen()
	}
	return states.Lifecycle(in.str(attribute))
}

// databaseState starts or stops an instance: AWS does so after all else is made.
func databaseState(c *collector, in *instance) {
	setState(&c.databases, c.ref(in, []string{"aws_db_instance"}, "identifier"), in, form.DatabaseStates())
}

// machineState does the same with an EC2 instance.
func machineState(c *collector, in *instance) {
	setState(&c.instanceGroups, c.ref(in, instanceTypes()[:1], "instance_id"), in, form.InstanceStates())
}

func setState[T any, P interface {
	*T
	model.Living
}](all *table[T], ref model.Value[string], in *instance, states form.States) {
	then := states.Lifecycle(in.str("state"))
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

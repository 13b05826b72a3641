package cost

import (
	"fmt"
	"slices"

	"github.com/archcheck/archcheck/internal/model"
	"github.com/shopspring/decimal"
)

// freeStorageGiB is the ephemeral storage that a Fargate task has for nothing.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-storage.html
const freeStorageGiB = 20

// unitsACPU and mebibytesAGB turn ECS' own units into those of the price list.
const (
	unitsACPU    = 1024
	mebibytesAGB = 1024
)

func (e *estimator) services() {
	for i := range e.Model.Services {
		s := &e.Model.Services[i]
		f := e.tasks[s.ID]
		t := e.TaskDefinitions[s.TaskDefinition.Or("")]
		if f == nil {
			e.unknown(RowTasks, &s.Resource, "tasks", model.Why{Reason: model.NotPriced, Detail: "it is out of scope"})
			continue
		}
		runsOn, known := f.RunsOn.Get()
		switch {
		case !known:
			e.unknown(RowTasks, &s.Resource, "launch type", f.RunsOn.Why())
			continue
		case runsOn != "FARGATE":
			e.unknown(
				RowTasks,
				&s.Resource,
				"instances that the tasks run on",
				model.Why{Reason: model.NotPriced, Detail: "it runs on EC2"},
			)
			continue
		case t == nil:
			why := s.TaskDefinition.Why()
			if s.TaskDefinition.IsKnown() {
				why = model.Why{Reason: model.NotInSource, Detail: "the task definition was not read"}
			}
			e.unknown(RowTasks, &s.Resource, "size of the tasks", why)
			continue
		}
		if why := otherPrice(s, t); why != nil {
			e.unknown(RowTasks, &s.Resource, "price of the tasks", *why)
			continue
		}
		tasks, assumption, why := e.taskCount(f.MinTasks, f.MaxTasks)
		if why != nil {
			e.unknown(RowTasks, &s.Resource, "number of tasks", *why)
			continue
		}
		e.fargate(s, t, tasks, assumption)
		if public, known := s.PublicAddress.Get(); known && public {
			e.add(
				RowOther,
				&s.Resource,
				"public IPv4 addresses of the tasks",
				"ipv4",
				tasks.times(decimal.NewFromInt(hoursAMonth)),
				assumption,
			)
		}
	}
}

// otherPrice says why the price of Linux on demand is not that of the tasks, nil where it is: Windows costs more and
// has a licence, and what Spot costs changes.
// https://aws.amazon.com/fargate/pricing/
func otherPrice(s *model.Service, t *model.TaskDefinition) *model.Why {
	system, known := t.OperatingSystem.Get()
	switch {
	case !known:
		why := t.OperatingSystem.Why()
		return &why
	case system != "LINUX":
		return &model.Why{Reason: model.NotPriced, Detail: "the price book has no tasks of " + system}
	case slices.Contains(s.CapacityProviders.Items(), "FARGATE_SPOT"):
		return &model.Why{Reason: model.NotPriced, Detail: "what it runs on Spot costs changes"}
	}
	return nil
}

// taskCount is how many tasks run: from the fewest to the most that scaling allows, and the
// average that is assumed.
func (e *estimator) taskCount(least, most model.Value[int]) (Figures, string, *model.Why) {
	low, lowKnown := least.Get()
	high, highKnown := most.Get()
	if !lowKnown || !highKnown {
		why := least.Why()
		if lowKnown {
			why = most.Why()
		}
		return Figures{}, "", &why
	}
	average, assumption := low, "the fewest tasks on average"
	if e.usage.AverageTasks > 0 {
		average = min(max(low, e.usage.AverageTasks), high)
		assumption = fmt.Sprintf("%d tasks on average", average)
	}
	at := func(n int) decimal.Decimal { return decimal.NewFromInt(int64(n)) }
	return Figures{at(low), at(average), at(high)}, assumption, nil
}

func (e *estimator) fargate(s *model.Service, t *model.TaskDefinition, tasks Figures, assumption string) {
	units, unitsKnown := t.CPUUnits.Get()
	mebibytes, memoryKnown := t.MemoryMiB.Get()
	architecture, architectureKnown := t.Architecture.Get()
	switch {
	case !unitsKnown:
		e.unknown(RowTasks, &s.Resource, "CPU of the tasks", t.CPUUnits.Why())
		return
	case !memoryKnown:
		e.unknown(RowTasks, &s.Resource, "memory of the tasks", t.MemoryMiB.Why())
		return
	case !architectureKnown:
		e.unknown(RowTasks, &s.Resource, "CPU architecture of the tasks", t.Architecture.Why())
		return
	}
	family := "x86"
	if architecture == "ARM64" {
		family = "arm"
	}
	month := decimal.NewFromInt(hoursAMonth)
	cpu := decimal.NewFromInt(int64(units)).Div(decimal.NewFromInt(unitsACPU))
	memory := decimal.NewFromInt(int64(mebibytes)).Div(decimal.NewFromInt(mebibytesAGB))
	e.add(
		RowTasks,
		&s.Resource,
		"Fargate vCPU, "+family,
		"fargate/"+family+"/vcpu",
		tasks.times(cpu.Mul(month)),
		assumption,
	)
	e.add(
		RowTasks,
		&s.Resource,
		"Fargate memory, "+family,
		"fargate/"+family+"/gb",
		tasks.times(memory.Mul(month)),
		assumption,
	)
	if storage, known := t.EphemeralGiB.Get(); !known {
		e.unknown(RowTasks, &s.Resource, "ephemeral storage of the tasks", t.EphemeralGiB.Why())
	} else if storage > freeStorageGiB {
		e.add(
			RowTasks,
			&s.Resource,
			"Fargate ephemeral storage",
			"fargate/storage",
			tasks.times(decimal.NewFromInt(int64(storage-freeStorageGiB)).Mul(month)),
			assumption,
		)
	}
}

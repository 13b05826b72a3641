package wiring

import (
	"fmt"

	"github.com/archcheck/archcheck/internal/model"
)

// deploys says whether a deployment of a service is a rolling update: the controller of ECS does it
// with the strategy ROLLING, and has room to replace a task at each number of tasks. Another controller
// and another strategy are no rolling update, whatever the other one is.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service_deployment-options.html
func (f *Service) deploys() {
	room := f.replaceable()
	f.DeploymentNotes = []string{}
	if !room.Or(true) {
		f.DeploymentNotes = append(
			f.DeploymentNotes,
			fmt.Sprintf("at a number of tasks of %d, %d to %d percent leave no room to stop one or to start one more",
				f.fewest(), f.MinimumHealthyPercent.Or(0), f.MaximumPercent.Or(0)),
		)
	}
	f.RollingUpdate = model.Every(
		model.Is(f.DeploymentController, "ECS"),
		model.Is(f.DeploymentStrategy, "ROLLING"),
		room,
	)
}

// replaceable reports whether ECS may stop a task before its successor runs, or start that one first.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html
func (f *Service) replaceable() model.Value[bool] {
	stops := model.Map(f.MinimumHealthyPercent, func(percent int) int { return 100 - percent })
	starts := model.Map(f.MaximumPercent, func(percent int) int { return percent - 100 })
	return model.Some(f.frees(stops), f.frees(starts))
}

// frees reports whether so many percent of the tasks are a whole one: the minimum rounds up, the
// maximum down, so that the smallest number of tasks decides.
func (f *Service) frees(percent model.Value[int]) model.Value[bool] {
	n, known := percent.Get()
	tasks, counted := f.MinTasks.Get()
	switch {
	case !known:
		return model.Unknown[bool](percent.Why())
	case n <= 0 || n >= 100:
		return model.Known(n > 0)
	case counted:
		return model.Known(n*max(tasks, 1) >= 100)
	case f.LowestKnown.IsKnown() && n*f.fewest() < 100: // it is that or less
		return model.Known(false)
	}
	return model.Unknown[bool](f.MinTasks.Why())
}

// fewest is the smallest number of tasks, other than none, that the service is known to have.
func (f *Service) fewest() int {
	return max(1, f.MinTasks.Or(f.LowestKnown.Or(1)))
}

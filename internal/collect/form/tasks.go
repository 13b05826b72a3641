package form

import "github.com/archcheck/archcheck/internal/model"

// TaskCount is how many tasks a service wants. One of the strategy DAEMON runs a task on each container
// instance, whatever number is written.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_services.html
func TaskCount(strategy model.Value[string], desired model.Value[int]) model.Value[int] {
	switch text, known := strategy.Get(); {
	case !known:
		return model.Unknown[int](strategy.Why())
	case text == "DAEMON":
		return model.Unknown[int](
			model.Why{
				Reason: model.NotRecorded,
				Detail: "a daemon runs a task on each container instance, however many there are",
			},
		)
	}
	return desired
}

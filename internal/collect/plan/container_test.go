package plan_test

import (
	"testing"

	"github.com/archcheck/archcheck/internal/collect/plan"
	pt "github.com/archcheck/archcheck/internal/plantest"
)

// TestContainerThatIsNotTold: what is no object stands for a container of which nothing is known,
// and is none without image and name.
func TestContainerThatIsNotTold(t *testing.T) {
	for text, whole := range map[string]bool{`[{"name":"app","image":"x"}]`: true, `[{"name":"app","image":"x"},"later"]`: false, `["later"]`: false} {
		a, err := plan.Collect(
			pt.Load(
				t,
				"ok-prod",
			).Apply(pt.Set("module.app.aws_ecs_task_definition.app", "container_definitions", text)).JSON(),
			plan.Options{},
		)
		if err != nil {
			t.Fatal(err)
		}
		if got := a.TaskDefinitions[0].Containers; got.IsWhole() != whole || len(got.Items()) > 1 {
			t.Errorf("%s: whole is %v, %d containers", text, got.IsWhole(), len(got.Items()))
		}
	}
}

package account

import (
	"slices"
	"testing"

	"github.com/archcheck/archcheck/internal/credential"
	"github.com/archcheck/archcheck/internal/model"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ecs/types"
)

const textURL = "postgres://app:hunter2@db/app"

// TestTextsOfContainers: each place where a credential may stand in plain is looked at, and only what a rule
// says of it is kept.
func TestTextsOfContainers(t *testing.T) {
	r := testRegion()
	r.session.credentials = credential.New()
	options := map[string]string{"url": textURL, "level": "info"}
	for place, c := range map[string]types.ContainerDefinition{
		"command":             {Command: []string{"app", "--db", textURL}},
		"entry point":         {EntryPoint: []string{"app", textURL}},
		"health check":        {HealthCheck: &types.HealthCheck{Command: []string{"CMD-SHELL", "psql " + textURL}}},
		"label url":           {DockerLabels: options},
		"log option url":      {LogConfiguration: &types.LogConfiguration{Options: options}},
		"FireLens option url": {FirelensConfiguration: &types.FirelensConfiguration{Options: options}},
	} {
		holdText(t, place, r.container(c).Texts)
	}
	for _, d := range []types.DockerVolumeConfiguration{{DriverOpts: options}, {Labels: options}} {
		n := r.definition(types.TaskDefinition{Volumes: []types.Volume{{}, {DockerVolumeConfiguration: &d}}}, nil)
		holdText(t, "volume option url", n.Texts)
	}
	if none := r.container(types.ContainerDefinition{}).Texts; !none.IsWhole() || len(none.Items()) != 0 {
		t.Errorf("a container without texts has %v", none)
	}
}

// holdText wants a credential at a place, and none elsewhere.
func holdText(t *testing.T, place string, texts model.List[model.PlainText]) {
	t.Helper()
	var at []string
	for _, text := range texts.Items() {
		if text.Credential.Or("?") != "" {
			at = append(at, text.Place.Or("?")+" "+text.Credential.Or("?"))
		}
	}
	if !texts.IsWhole() || !slices.Equal(at, []string{place + " " + credential.InURL}) {
		t.Errorf("%s: %v", place, at)
	}
}

// TestPlainVariables: of a variable its name stays, and which rule sees a credential in it.
func TestPlainVariables(t *testing.T) {
	r := testRegion()
	r.session.credentials = credential.New()
	n := r.container(
		types.ContainerDefinition{
			Environment: []types.KeyValuePair{
				{Name: aws.String("DB_PASSWORD"), Value: aws.String("hunter2")},
				{Name: aws.String("LEVEL"), Value: aws.String("info")},
			},
		},
	)
	if e := n.Environment.Items(); len(e) != 2 || e[0].Credential.Or("") != credential.ByName ||
		e[1].Credential.Or("?") != "" {
		t.Errorf("%+v", e)
	}
}

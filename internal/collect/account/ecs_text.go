package account

import (
	"maps"
	"slices"

	"github.com/archcheck/archcheck/internal/credential"
	"github.com/archcheck/archcheck/internal/model"
	"github.com/aws/aws-sdk-go-v2/service/ecs/types"
)

// plainTexts looks at what of a container may hold a credential in plain beside its variables, and keeps
// only which rule sees one.
func (r *region) plainTexts(c types.ContainerDefinition) model.List[model.PlainText] {
	texts := model.Whole[model.PlainText]()
	command := func(place string, args []string) {
		if len(args) > 0 {
			texts = texts.With(plainText(place, r.session.credentials.Text(credential.Command(args))))
		}
	}
	options := func(place string, all map[string]string) { texts = r.withOptions(texts, place, all) }
	command("command", c.Command)
	command("entry point", c.EntryPoint)
	if c.HealthCheck != nil {
		command("health check", c.HealthCheck.Command)
	}
	options("label ", c.DockerLabels)
	if c.LogConfiguration != nil {
		options("log option ", c.LogConfiguration.Options)
	}
	if c.FirelensConfiguration != nil {
		options("FireLens option ", c.FirelensConfiguration.Options)
	}
	return texts
}

// volumeTexts looks at the options of Docker's volumes, such as the password of a share.
func (r *region) volumeTexts(volumes []types.Volume) model.List[model.PlainText] {
	texts := model.Whole[model.PlainText]()
	for _, v := range volumes {
		if v.DockerVolumeConfiguration == nil {
			continue
		}
		for _, all := range []map[string]string{v.DockerVolumeConfiguration.DriverOpts, v.DockerVolumeConfiguration.Labels} {
			texts = r.withOptions(texts, "volume option ", all)
		}
	}
	return texts
}

// connectTexts looks at the log options of the proxy that Service Connect runs. Only deployments show them.
func (r *region) connectTexts(deployments []types.Deployment) model.List[model.PlainText] {
	texts := model.Whole[model.PlainText]()
	for _, d := range deployments {
		if connect := d.ServiceConnectConfiguration; connect != nil && connect.LogConfiguration != nil {
			texts = r.withOptions(texts, "Service Connect log option ", connect.LogConfiguration.Options)
		}
	}
	return texts
}

// withOptions is a list of texts with those of some options.
func (r *region) withOptions(
	texts model.List[model.PlainText],
	place string,
	all map[string]string,
) model.List[model.PlainText] {
	for _, name := range slices.Sorted(maps.Keys(all)) {
		texts = texts.With(plainText(place+name, r.session.credentials.Variable(name, all[name])))
	}
	return texts
}

func plainText(place, rule string) model.PlainText {
	return model.PlainText{Place: model.Known(place), Credential: model.Known(rule)}
}

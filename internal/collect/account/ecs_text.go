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
	options := func(place string, all map[string]string) {
		for _, name := range slices.Sorted(maps.Keys(all)) {
			texts = texts.With(plainText(place+name, r.session.credentials.Variable(name, all[name])))
		}
	}
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
			for _, name := range slices.Sorted(maps.Keys(all)) {
				texts = texts.With(plainText("volume option "+name, r.session.credentials.Variable(name, all[name])))
			}
		}
	}
	return texts
}

func plainText(place, rule string) model.PlainText {
	return model.PlainText{Place: model.Known(place), Credential: model.Known(rule)}
}

package plan

import (
	"strings"

	"github.com/archcheck/archcheck/internal/collect/form"
	"github.com/archcheck/archcheck/internal/model"
	"github.com/valyala/fastjson"
)

// parseContainers reads container definitions. Values of environment variables are looked
// at here, at the door, and go no further.
func (c *collector) parseContainers(text string) model.List[model.Container] {
	v, err := fastjson.Parse(text)
	if err != nil || v.Type() != fastjson.TypeArray {
		return model.Part[model.Container](model.Why{Reason: model.Unsupported, Detail: "container_definitions is not a JSON list"})
	}
	list := model.Whole[model.Container]()
	for _, d := range v.GetArray() {
		list = list.With(c.container(d))
	}
	return list
}

func (c *collector) container(d *fastjson.Value) model.Container {
	image := member(d, "image")
	con := model.Container{
		Name: model.Known(member(d, "name")), Image: model.Known(image), Repository: model.Known(c.repositoryOf(image)),
		LogDriver: model.Known(member(d, "logConfiguration", "logDriver")), LogGroup: model.Known(""),
		Environment: model.Whole[model.EnvironmentName](), Secrets: model.Whole[model.ContainerSecret](),
	}
	if name := member(d, "logConfiguration", "options", "awslogs-group"); name != "" {
		con.LogGroup = c.logGroupOf(name, member(d, "logConfiguration", "options", "awslogs-region"))
	}
	for _, e := range d.GetArray("environment") {
		con.Environment = con.Environment.With(environmentName(member(e, "name"), member(e, "value")))
	}
	for _, s := range d.GetArray("secrets") {
		con.Secrets = con.Secrets.With(c.containerSecret(s))
	}
	return con
}

// logGroupOf finds a log group by its name; one of a name that is not known may be any.
func (c *collector) logGroupOf(name, region string) model.Value[string] {
	in := c.placeholderInstance(name)
	switch {
	case in != nil && in.typ == "aws_cloudwatch_log_group":
		return model.Known(in.address)
	case strings.Contains(name, placeholderPrefix):
		return model.Unknown[string](model.Why{Reason: model.KnownAfterApply, Detail: "the name of the log group"})
	}
	if named := inRegion(region, c.named(name, []string{"aws_cloudwatch_log_group"})); len(named) == 1 {
		return model.Known(named[0].address)
	}
	return model.Known(name)
}

func member(v *fastjson.Value, path ...string) string { return string(v.GetStringBytes(path...)) }

// idOf is the model's id of what a name means, or the name.
func (c *collector) idOf(name string, types ...string) string {
	if named := c.named(name, types); len(named) == 1 {
		return named[0].address
	}
	return name
}

// repositoryOf finds the ECR repository of an image by its URL, without tag or digest.
func (c *collector) repositoryOf(image string) string {
	if in := c.placeholderInstance(image); in != nil {
		if in.typ == "aws_ecr_repository" {
			return in.address
		}
		return ""
	}
	url := form.RepositoryURL(image)
	if url == "" {
		return ""
	}
	return c.idOf(url, "aws_ecr_repository")
}

func (c *collector) containerSecret(s *fastjson.Value) model.ContainerSecret {
	from := member(s, "valueFrom")
	if in := c.placeholderInstance(from); in != nil {
		store := "ssm"
		if in.typ != "aws_ssm_parameter" {
			store = "secretsmanager" // a secret, or the one that RDS manages for a database
		}
		return model.ContainerSecret{Name: model.Known(member(s, "name")), Store: model.Known(store), Source: model.Known(in.address)}
	}
	store, source := form.SecretSource(from)
	return model.ContainerSecret{Name: model.Known(member(s, "name")), Store: model.Known(store),
		Source: model.Known(c.idOf(source, "aws_secretsmanager_secret"))}
}

// environmentName looks at a value and keeps only what it says about credentials.
func environmentName(name, value string) model.EnvironmentName {
	e := model.EnvironmentName{Name: model.Known(name), HoldsCredential: model.Known(form.HoldsCredential(value))}
	if strings.Contains(value, placeholderPrefix) {
		e.HoldsCredential = model.Unknown[bool](model.Why{Reason: model.KnownAfterApply, Detail: "the value of " + name})
	}
	return e
}

package noun

import (
	"strings"

	"github.com/archcheck/archcheck/internal/collect/form"
	"github.com/archcheck/archcheck/internal/collect/plan/read"
	"github.com/archcheck/archcheck/internal/collect/plan/resolve"
	"github.com/archcheck/archcheck/internal/collect/plan/tree"
	"github.com/archcheck/archcheck/internal/model"
	"github.com/valyala/fastjson"
)

// parseContainers reads container definitions. Values of environment variables are looked
// at here, at the door, and go no further.
func (c *collector) parseContainers(in *read.Instance, text string) model.List[model.Container] {
	v, err := fastjson.Parse(text)
	if err != nil || v.Type() != fastjson.TypeArray {
		return model.Part[model.Container](
			model.Why{Reason: model.Unsupported, Detail: "container_definitions is not a JSON list"},
		)
	}
	list := model.Whole[model.Container]()
	for _, d := range v.GetArray() {
		if d.Type() != fastjson.TypeObject { // a container of which only apply tells anything
			list = list.Broken(model.Why{Reason: model.KnownAfterApply, Detail: "a container"})
			continue
		}
		list = list.With(c.container(in, d))
	}
	return list
}

func (c *collector) container(in *read.Instance, d *fastjson.Value) model.Container {
	image := member(d, "image")
	return model.Container{
		Name:             resolve.Told(member(d, "name")),
		Image:            resolve.Told(image),
		Repository:       c.repositoryOf(image),
		LogDriver:        resolve.Told(member(d, "logConfiguration", "logDriver")),
		LogGroup:         c.logGroupOf(in, d),
		LogOutput:        resolve.Told(member(d, "logConfiguration", "options", "Name")),
		Texts:            c.plainTexts(d),
		Environment:      each(at(d, "environment"), c.environmentName),
		EnvironmentFiles: each(at(d, "environmentFiles"), c.environmentFile),
		Secrets:          each(at(d, "secrets"), c.containerSecret),
	}
}

func (c *collector) environmentFile(f *fastjson.Value) string {
	file, _ := c.harmless(member(f, "value"))
	return file
}

// at finds a member as ECS's provider does, which does not tell Image from image. It is a placeholder
// where one stands for something that the member is in.
func at(v *fastjson.Value, path ...string) *fastjson.Value {
	for _, key := range path {
		if resolve.IsOpen(v) {
			return v
		}
		found := v.Get(key)
		if found == nil {
			tree.Visit(v, func(other string, inner *fastjson.Value) {
				if strings.EqualFold(other, key) {
					found = inner
				}
			})
		}
		v = found
	}
	return v
}

func member(v *fastjson.Value, path ...string) string { return string(at(v, path...).GetStringBytes()) }

// each reads the elements of a list; it is not whole where only apply tells some of them.
func each[T any](v *fastjson.Value, read func(*fastjson.Value) T) model.List[T] {
	list, later := model.Whole[T](), model.Why{Reason: model.KnownAfterApply}
	if resolve.IsOpen(v) {
		return list.Broken(later)
	}
	for _, element := range v.GetArray() {
		if resolve.IsOpen(element) {
			list = list.Broken(later)
			continue
		}
		list = list.With(read(element))
	}
	return list
}

// idOf is the model's id of what a name means, or the name.
func (c *collector) idOf(name string, types ...string) string {
	if named := c.Named(name, types); len(named) == 1 {
		return named[0].Address
	}
	return name
}

// repositoryOf finds the ECR repository of an image by its URL, without tag or digest; empty
// for another registry.
func (c *collector) repositoryOf(image string) model.Value[string] {
	if in := c.PlaceholderInstance(image, resolve.RepositoryHandle()); in != nil {
		return model.Known(in.Address)
	}
	plain, _ := c.harmless(image)
	name, url := form.ImageName(plain), form.RepositoryURL(plain)
	host, _, _ := strings.Cut(name, "/")
	switch {
	case strings.Contains(url, read.StandIn) || strings.Contains(host, read.StandIn):
		return model.Unknown[string](model.Why{Reason: model.KnownAfterApply, Detail: "the image"})
	case url == "":
		return model.Known("")
	}
	return model.Known(c.idOf(url, "aws_ecr_repository"))
}

// containerSecret reads where ECS takes a secret from. What RDS manages for a database is in
// Secrets Manager too.
func (c *collector) containerSecret(s *fastjson.Value) model.ContainerSecret {
	from := member(s, "valueFrom")
	secret := model.ContainerSecret{
		Name:   resolve.Told(member(s, "name")),
		Store:  resolve.Told(from),
		Source: resolve.Told(from),
	}
	in, another := c.PlaceholderHolder(from, resolve.SecretHandle())
	if in == nil {
		in = c.PlaceholderOwner(from)
	}
	switch {
	case another != "":
		secret.Store = model.Known("ssm") // a name is taken for that of a parameter
	case in != nil && in.Type == "aws_ssm_parameter":
		secret.Store, secret.Source = model.Known("ssm"), model.Known(in.Address)
	case in != nil:
		secret.Store, secret.Source = model.Known("secretsmanager"), model.Known(in.Address)
	case secret.Source.IsKnown():
		store, source := form.SecretSource(from)
		secret.Store, secret.Source = model.Known(store), model.Known(c.idOf(source, "aws_secretsmanager_secret"))
	}
	return secret
}

package plan

import (
	"strings"

	"github.com/valyala/fastjson"

	"github.com/archcheck/archcheck/internal/collect/form"
	"github.com/archcheck/archcheck/internal/collect/plan/tree"
	"github.com/archcheck/archcheck/internal/model"
)

// parseContainers reads container definitions. Values of environment variables are looked
// at here, at the door, and go no further.
func (c *collector) parseContainers(in *instance, text string) model.List[model.Container] {
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

func (c *collector) container(in *instance, d *fastjson.Value) model.Container {
	image := member(d, "image")
	return model.Container{
		Name:             told(member(d, "name")),
		Image:            told(image),
		Repository:       c.repositoryOf(image),
		LogDriver:        told(member(d, "logConfiguration", "logDriver")),
		LogGroup:         c.logGroupOf(in, d),
		LogOutput:        told(member(d, "logConfiguration", "options", "Name")),
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
		if isOpen(v) {
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
	if isOpen(v) {
		return list.Broken(later)
	}
	for _, element := range v.GetArray() {
		if isOpen(element) {
			list = list.Broken(later)
			continue
		}
		list = list.With(read(element))
	}
	return list
}

// idOf is the model's id of what a name means, or the name.
func (c *collector) idOf(name string, types ...string) string {
	if named := c.named(name, types); len(named) == 1 {
		return named[0].address
	}
	return name
}

// repositoryOf finds the ECR repository of an image by its URL, without tag or digest; empty
// for another registry.
func (c *collector) repositoryOf(image string) model.Value[string] {
	if in := c.placeholderInstance(image, repositoryHandle()); in != nil {
		return model.Known(in.address)
	}
	plain, _ := c.harmless(image)
	name, url := form.ImageName(plain), form.RepositoryURL(plain)
	host, _, _ := strings.Cut(name, "/")
	switch {
	case strings.Contains(url, standIn) || strings.Contains(host, standIn):
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
	secret := model.ContainerSecret{Name: told(member(s, "name")), Store: told(from), Source: told(from)}
	in, another := c.placeholderHolder(from, secretHandle())
	if in == nil {
		in = c.placeholderOwner(from)
	}
	switch {
	case another != "":
		secret.Store = model.Known("ssm") // a name is taken for that of a parameter
	case in != nil && in.typ == "aws_ssm_parameter":
		secret.Store, secret.Source = model.Known("ssm"), model.Known(in.address)
	case in != nil:
		secret.Store, secret.Source = model.Known("secretsmanager"), model.Known(in.address)
	case secret.Source.IsKnown():
		store, source := form.SecretSource(from)
		secret.Store, secret.Source = model.Known(store), model.Known(c.idOf(source, "aws_secretsmanager_secret"))
	}
	return secret
}

package noun

import (
	"strings"

	"github.com/archcheck/archcheck/internal/collect/form"
	"github.com/archcheck/archcheck/internal/collect/plan/read"
	"github.com/archcheck/archcheck/internal/model"
)

func listener(c *collector, in *read.Instance) {
	l := model.Listener{
		Resource:     c.base(in, "port"),
		LoadBalancer: c.Ref(in, []string{"aws_lb"}, "load_balancer_arn"),
		Port:         in.Integer("port"),
		Protocol:     in.Text("protocol"),
		Actions:      c.actions(in, "default_action", form.DefaultPlace()),
	}
	if in.Data {
		l.Actions = l.Actions.Broken(
			model.Why{Reason: model.NotManaged, Detail: "a data source does not show a listener's rules"},
		)
	}
	l.SSLPolicy, l.Certificates = model.Known(""), model.Whole[string]()
	if p := l.Protocol.Or("HTTPS"); p == "HTTPS" || p == "TLS" {
		// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html
		l.SSLPolicy = in.Text("ssl_policy", "ELBSecurityPolicy-2016-08")
		l.Certificates = asList(c.certificateRef(in, "certificate_arn", ""))
	}
	c.listeners.add(in.Address, l)
}

// certificateRef follows aws_acm_certificate_validation to the certificate it validates.
func (c *collector) certificateRef(in *read.Instance, path string, other ...string) model.Value[string] {
	types := []string{"aws_acm_certificate", "aws_iam_server_certificate"}
	validation := c.Ref(in, append(types, "aws_acm_certificate_validation"), path, other...)
	id, _ := validation.Get()
	for _, v := range c.ByType["aws_acm_certificate_validation"] {
		if v.Address == id {
			return c.Ref(v, types, "certificate_arn")
		}
	}
	return validation
}

func listenerCertificate(c *collector, in *read.Instance) {
	listeners, exact := c.listeners.of(c.Ref(in, []string{"aws_lb_listener"}, "listener_arn"))
	certificate := c.certificateRef(in, "certificate_arn")
	for _, l := range listeners {
		if exact && certificate.IsKnown() {
			l.Certificates = addRef(l.Certificates, certificate)
		} else {
			l.Certificates = l.Certificates.Broken(
				model.Why{Reason: model.UnresolvedReference, Detail: in.Address + " may add another"},
			)
		}
	}
}

func listenerRule(c *collector, in *read.Instance) {
	ref := c.Ref(in, []string{"aws_lb_listener"}, "listener_arn")
	listeners, exact := c.listeners.of(ref)
	if arn, ok := model.ParseARN(ref.Or("")); ok && len(listeners) == 0 {
		listeners = append(listeners, c.sharedListener(ref.Or(""), arn))
	}
	for _, l := range listeners {
		if !exact {
			l.Actions = l.Actions.Broken(model.Why{Reason: model.UnresolvedReference, Detail: in.Address})
			continue
		}
		l.Actions = l.Actions.Joined(c.actions(in, "action", placeOf(in)))
	}
}

// sharedListener stands for a listener of another state, for which this one writes rules. Its ARN names its
// load balancer: ...:listener/app/NAME/ID/LISTENER.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-authentication-access-control.html
func (c *collector) sharedListener(id string, arn model.ARN) *model.Listener {
	why := model.Why{Reason: model.NotManaged, Detail: "another state manages the listener " + id}
	l := model.StandIn[model.Listener](
		model.Resource{ID: id, Type: "aws_lb_listener", Name: model.Known(id), Source: model.Origin{ARN: id},
			Account: model.Known(arn.Account), Region: model.Known(arn.Region)},
		why,
	)
	balancer := id[:max(strings.LastIndex(id, "/"), 0)]
	l.LoadBalancer = model.Known(strings.Replace(balancer, ":listener/", ":loadbalancer/", 1))
	return c.listeners.add(id, *l)
}

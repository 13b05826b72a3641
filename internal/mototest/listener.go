package mototest

import (
	"github.com/archcheck/archcheck/internal/model"
	"github.com/aws/aws-sdk-go-v2/aws"
	elb "github.com/aws/aws-sdk-go-v2/service/elasticloadbalancingv2"
	elbtypes "github.com/aws/aws-sdk-go-v2/service/elasticloadbalancingv2/types"
)

// listeners creates those of load balancers that are there, with the rules that want a path.
func (b *Builder) listeners() {
	for _, l := range b.model.Listeners {
		if b.IDs[l.LoadBalancer.Or("")] == "" {
			continue // AWS has no listener without its load balancer
		}
		in := &elb.CreateListenerInput{
			LoadBalancerArn: b.id(l.LoadBalancer),
			Port:            int32of(l.Port),
			Protocol:        elbtypes.ProtocolEnum(l.Protocol.Or("")),
		}
		if l.SSLPolicy.Or("") != "" {
			in.SslPolicy = str(l.SSLPolicy)
		}
		for _, id := range b.ids(l.Certificates) {
			in.Certificates = append(in.Certificates, elbtypes.Certificate{CertificateArn: aws.String(id)})
		}
		for _, a := range l.Actions.Items() {
			if a.Priority.Or(0) == model.DefaultPriority {
				in.DefaultActions = append(in.DefaultActions, b.action(a))
			}
		}
		b.IDs[l.ID] = *must(b.elb().CreateListener(b.ctx, in)).Listeners[0].ListenerArn
		b.rules(l)
	}
}

// rules creates those that are for paths alone; others are made by the tests that want some.
func (b *Builder) rules(l model.Listener) {
	for _, a := range l.Actions.Items() {
		if a.Priority.Or(model.DefaultPriority) == model.DefaultPriority || len(a.Paths.Items()) == 0 ||
			a.OnlyField != "path-pattern" && !a.MatchesAll.Or(false) {
			continue
		}
		done(
			b.elb().CreateRule(b.ctx, &elb.CreateRuleInput{
				ListenerArn: b.id(model.Known(l.ID)),
				Priority:    int32of(a.Priority),
				Actions:     []elbtypes.Action{b.action(a)},
				Conditions: []elbtypes.RuleCondition{
					{
						Field:             aws.String("path-pattern"),
						PathPatternConfig: &elbtypes.PathPatternConditionConfig{Values: a.Paths.Items()},
					},
				},
			}),
		)
	}
}

func (b *Builder) action(a model.Action) elbtypes.Action {
	action := elbtypes.Action{Type: elbtypes.ActionTypeEnum(a.Type.Or(""))}
	switch groups := b.ids(a.TargetGroups); {
	case action.Type == elbtypes.ActionTypeEnumRedirect:
		action.RedirectConfig = &elbtypes.RedirectActionConfig{
			Protocol:   str(a.RedirectProtocol),
			Host:       str(a.RedirectHost),
			Port:       str(a.RedirectPort),
			StatusCode: elbtypes.RedirectActionStatusCodeEnumHttp301,
		}
	case action.Type == elbtypes.ActionTypeEnumFixedResponse:
		action.FixedResponseConfig = &elbtypes.FixedResponseActionConfig{StatusCode: aws.String("200")}
	case len(groups) > 0:
		action.TargetGroupArn = aws.String(groups[0])
	default:
		action.TargetGroupArn = aws.String(b.IDs[b.model.TargetGroups[0].ID])
	}
	return action
}

resource "aws_ecs_cluster" "c" {
  name = "c"
}

resource "aws_ecs_service" "s" {
  name            = "s"
  cluster         = aws_ecs_cluster.c.id
  task_definition = "${aws_ecs_task_definition.t.family}:${max(aws_ecs_task_definition.t.revision, 1)}"
  network_configuration {
    subnets         = flatten([["subnet-1"], aws_subnet.s[*].id])
    security_groups = concat([aws_security_group.g.id], [for k, g in aws_security_group.more : g.id])
  }
  dynamic "load_balancer" {
    for_each = { for k, v in aws_lb_target_group.g : k => v if k != "none" }
    content {
      target_group_arn = load_balancer.value.arn
      container_name   = load_balancer.key
      container_port   = 80
    }
  }
}

resource "aws_ecs_task_definition" "t" {
  family                = "t"
  container_definitions = jsonencode([{ name = "web", image = "x" }])
}

resource "aws_vpc" "v" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_subnet" "s" {
  count      = 2
  vpc_id     = aws_vpc.v.id
  cidr_block = cidrsubnet(aws_vpc.v.cidr_block, 8, count.index)
}

resource "aws_security_group" "g" {
  vpc_id = aws_vpc.v.id
}

resource "aws_security_group" "more" {
  for_each = toset(["a", "b"])
  name     = each.value
  vpc_id   = aws_vpc.v.id
}

resource "aws_lb_target_group" "g" {
  for_each = toset(["web"])
  name     = each.key
  port     = 80
  protocol = "HTTP"
  vpc_id   = aws_vpc.v.id
}

resource "aws_cloudwatch_metric_alarm" "a" {
  for_each            = { web = aws_lb_target_group.g["web"] }
  alarm_name          = "a-${each.key}"
  comparison_operator = "GreaterThanThreshold"
  evaluation_periods  = 1
  metric_name         = "UnHealthyHostCount"
  namespace           = "AWS/ApplicationELB"
  period              = 60
  statistic           = "Average"
  threshold           = 1
  dimensions = merge({ TargetGroup = each.value.arn_suffix }, {
    Cluster = split("/", aws_ecs_cluster.c.arn)[0]
  })
  alarm_actions = compact([aws_sns_topic.t.arn, ""])
}

resource "aws_sns_topic" "t" {
  name = "t"
}

resource "aws_appautoscaling_target" "t" {
  max_capacity       = 4
  min_capacity       = 1
  resource_id        = "service/${aws_ecs_cluster.c.name}/${aws_ecs_service.s.name}"
  scalable_dimension = "ecs:service:DesiredCount"
  service_namespace  = "ecs"
}

resource "aws_appautoscaling_policy" "p" {
  name               = "p"
  resource_id        = aws_appautoscaling_target.t.id
  scalable_dimension = aws_appautoscaling_target.t.scalable_dimension
  service_namespace  = aws_appautoscaling_target.t.service_namespace
  policy_type        = "StepScaling"
  step_scaling_policy_configuration {
    adjustment_type = "ChangeInCapacity"
  }
}

resource "aws_iam_role" "r" {
  assume_role_policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = aws_ecs_cluster.c.arn } }] })
}

resource "aws_iam_role_policy" "p" {
  role = aws_iam_role.r.name
  policy = jsonencode({
    Statement = concat(
      [{ Effect = "Allow", Action = ["sns:Publish"], Resource = [aws_sns_topic.t.arn, "${aws_sns_topic.t.arn}/*"] }],
      [for name, g in aws_lb_target_group.g : { Effect = "Allow", Action = "x:*", Resource = g.arn }],
    )
  })
}

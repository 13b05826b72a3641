# Instances and Auto Scaling groups: what a launch template says, what an instance says itself, and what nobody says.
data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["ec2.amazonaws.com"]
    }
  }
}

resource "aws_vpc" "main" { cidr_block = "10.40.0.0/16" }

resource "aws_subnet" "private" {
  count             = 2
  vpc_id            = aws_vpc.main.id
  cidr_block        = cidrsubnet(aws_vpc.main.cidr_block, 8, count.index)
  availability_zone = ["us-east-1a", "us-east-1b"][count.index]
}

resource "aws_security_group" "web" {
  name   = "web"
  vpc_id = aws_vpc.main.id
}

resource "aws_iam_role" "web" {
  name               = "web"
  assume_role_policy = data.aws_iam_policy_document.trust.json
}

resource "aws_iam_instance_profile" "web" {
  name = "web"
  role = aws_iam_role.web.name
}

resource "aws_launch_template" "web" {
  name                   = "web"
  image_id               = "ami-12c6146b"
  instance_type          = "t3.small"
  vpc_security_group_ids = [aws_security_group.web.id]
  iam_instance_profile { name = aws_iam_instance_profile.web.name }
  metadata_options { http_tokens = "required" }
  block_device_mappings {
    device_name = "/dev/xvda"
    ebs {
      encrypted   = true
      volume_size = 20
    }
  }
}

resource "aws_lb_target_group" "web" {
  name     = "web"
  port     = 8443
  protocol = "TCP"
  vpc_id   = aws_vpc.main.id
}

resource "aws_autoscaling_group" "web" {
  name                = "web"
  min_size            = 2
  max_size            = 6
  vpc_zone_identifier = aws_subnet.private[*].id
  health_check_type   = "ELB"
  target_group_arns   = [aws_lb_target_group.web.arn]
  launch_template {
    id      = aws_launch_template.web.id
    version = aws_launch_template.web.latest_version
  }
  tag {
    key                 = "Project"
    value               = "shop"
    propagate_at_launch = true
  }
}

resource "aws_instance" "bastion" {
  count                       = 2
  ami                         = "ami-12c6146b"
  instance_type               = "t3.micro"
  subnet_id                   = aws_subnet.private[count.index].id
  vpc_security_group_ids      = [aws_security_group.web.id]
  associate_public_ip_address = true
  metadata_options { http_tokens = "optional" }
  root_block_device { encrypted = true }
  tags = { Name = "bastion" }
}

resource "aws_ebs_volume" "data" {
  availability_zone = "us-east-1a"
  size              = 10
  encrypted         = false
}

resource "aws_volume_attachment" "data" {
  device_name = "/dev/sdf"
  instance_id = aws_instance.bastion[0].id
  volume_id   = aws_ebs_volume.data.id
}

resource "aws_instance" "plain" {
  ami           = "ami-12c6146b"
  instance_type = "t3.micro"
}

resource "aws_ecs_cluster" "main" { name = "main" }

resource "aws_ecs_capacity_provider" "web" {
  name = "web"
  auto_scaling_group_provider { auto_scaling_group_arn = aws_autoscaling_group.web.arn }
}

resource "aws_ecs_task_definition" "app" {
  family                = "app"
  container_definitions = jsonencode([{ name = "app", image = "nginx", memory = 128 }])
}

resource "aws_ecs_service" "app" {
  name            = "app"
  cluster         = aws_ecs_cluster.main.id
  task_definition = aws_ecs_task_definition.app.arn
  capacity_provider_strategy {
    capacity_provider = aws_ecs_capacity_provider.web.name
    weight            = 1
  }
}
